package io.irodsingest.common.worker.process;

import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the start of a process whether iRODS lets it in. A server that is away may come back: a thread waits for it, so that
 * the wait is seen before the first task needs iRODS.
 */
final class IrodsStartupCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IrodsStartupCheck.class);
    private static final Duration LET_GO = Duration.ofSeconds(1);

    private final Irods irods;
    private final Outages outages;
    private final Thread wait = Thread.ofPlatform().daemon().name("wait-for-irods").unstarted(this::untilBack);

    IrodsStartupCheck(Irods irods, Outages outages) {
        this.irods = irods;
        this.outages = outages;
    }

    /** @throws IrodsException when the server refuses us: a wrong password is found now and not by the first job */
    void check() throws IrodsException, InterruptedException {
        try {
            irods.session().close();
        } catch (UnavailableException away) {
            LOG.debug("iRODS is away at the start", away);
            wait.start();
        }
    }

    private void untilBack() {
        try {
            outages.untilBack(() -> {
                try {
                    irods.session().close();
                    return null;
                } catch (IrodsException refused) {
                    throw new UnavailableException(Dependency.IRODS, refused.getMessage(), refused);
                }
            });
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (!wait.isAlive()) {
            return;
        }
        wait.interrupt();
        irods.abort(wait);
        try {
            wait.join(LET_GO);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
