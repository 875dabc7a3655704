package io.irodsingest.orchestrator.http;

import java.time.Duration;

/** Where the events of one stream come from. It keeps nothing for a client that is slow: the next event is as things are then. */
@FunctionalInterface
public interface EventSource {
    /** What there is to be told. */
    sealed interface Next {
        /** @param data written as JSON */
        record Event(String name, Object data) implements Next {}

        /** @param text sent as it is, line by line */
        record Text(String name, String text) implements Next {}

        /** Nothing happened in the time given. */
        record Quiet() implements Next {}

        /** Nothing will happen any more. */
        record End() implements Next {}
    }

    /** Waits for what is next, not longer than that. */
    Next next(Duration most) throws InterruptedException;
}
