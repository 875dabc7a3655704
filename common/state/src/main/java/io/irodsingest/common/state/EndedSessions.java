package io.irodsingest.common.state;

import java.time.Duration;

/**
 * Sessions of the dashboard that were ended by signing out, so that no orchestrator takes their cookies any more. Every method waits,
 * visibly, while Redis is away. Thread-safe.
 */
public interface EndedSessions {
    /** @param session its id, which is random and no secret @param keptFor until the session would have ended by itself */
    void end(String session, Duration keptFor) throws InterruptedException;

    boolean isEnded(String session) throws InterruptedException;
}
