package io.irodsingest.common.worker;

import io.irodsingest.common.config.Version;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Which worker of which process this is. */
final class ProcessIdentity {
    private ProcessIdentity() {}

    /** Of a new worker of this process, which may have several. */
    static Identity of(String kind, Instant startedAt) {
        long pid = ProcessHandle.current().pid();
        String id = kind + '-' + hostName() + '-' + pid + '-'
                + HexFormat.of().toHexDigits((short) ThreadLocalRandom.current().nextInt());
        return new Identity(id, kind, hostName(), pid, Version.CURRENT, startedAt);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException noName) {
            return "localhost";
        }
    }
}
