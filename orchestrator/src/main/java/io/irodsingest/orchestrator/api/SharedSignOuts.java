package io.irodsingest.orchestrator.api;

import io.irodsingest.common.state.EndedSessions;
import io.irodsingest.orchestrator.access.Sessions.SignOuts;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-outs that all orchestrators know of. While Redis is away a session counts as going on: it can look at what was seen last then,
 * and change nothing. Thread-safe.
 */
public final class SharedSignOuts implements SignOuts {
    private static final Logger LOG = LoggerFactory.getLogger(SharedSignOuts.class);

    private final EndedSessions ended;
    private final BoundedCalls bounded;

    public SharedSignOuts(EndedSessions ended, BoundedCalls bounded) {
        this.ended = ended;
        this.bounded = bounded;
    }

    @Override
    public void note(String session, Duration keptFor) throws InterruptedException {
        bounded.call(() -> {
            ended.end(session, keptFor);
            return null;
        });
    }

    @Override
    public boolean isNoted(String session) throws InterruptedException {
        Callable<Boolean> look = () -> ended.isEnded(session);
        try {
            return bounded.call(look);
        } catch (Refusal away) {
            LOG.debug("whether a session was ended cannot be seen: {}", away.getMessage());
            return false;
        }
    }
}
