package io.irodsingest.orchestrator.http;

import io.irodsingest.common.access.AuditLog;
import io.irodsingest.orchestrator.access.Caller;
import io.javalin.http.Context;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes down who asked for which change, and what came of it, under a logger of its own. */
final class Audit {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.NAME);

    private static final int SEE_OTHER = 303;

    private Audit() {}

    /**
     * @param caller empty when nobody knows the sender
     * @param about what the change was about; may be empty
     */
    static void note(Context request, Optional<Caller> caller, String about) {
        int status = request.statusCode();
        String name = caller.map(Caller::name).orElse("unknown");
        String role = caller.map(who -> who.role().text()).orElse("none");
        String method = request.method().name();
        String path = AuditLog.printable(request.path());
        String what = AuditLog.printable(about);
        // pages answer a change that was made with the address of the next page
        LOG.atLevel(status / 100 == 2 || status == SEE_OTHER ? Level.INFO : Level.WARN)
                .addKeyValue("caller", name).addKeyValue("role", role).addKeyValue("remote", request.ip())
                .addKeyValue("method", method).addKeyValue("path", path).addKeyValue("status", status)
                .log("{} {} by {} ({}) from {}: {}{}", method, path, name, role, request.ip(), status,
                        what.isEmpty() ? "" : ", " + what);
    }
}
