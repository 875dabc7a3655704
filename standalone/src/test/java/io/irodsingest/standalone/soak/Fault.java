package io.irodsingest.standalone.soak;

import java.time.Duration;

/** What is done to a process or a server. */
sealed interface Fault {
    /** From the moment when it is done to the moment when it is taken back. */
    Duration lasts();

    /** What the log calls it. */
    default String text() {
        String name = getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        return lasts().isZero() ? name : name + " for " + lasts().toMillis() + " ms";
    }

    /** It is ended by SIGKILL, and started again. */
    record Kill(Duration lasts) implements Fault {}

    /** It is ended in good order, and started again. */
    record Restart(Duration lasts) implements Fault {}

    /** It stands still (SIGSTOP), with all its connections open. */
    record Freeze(Duration lasts) implements Fault {}

    /** All its connections are reset, once. */
    record Cut() implements Fault {
        @Override
        public Duration lasts() {
            return Duration.ZERO;
        }
    }

    /** All its connections are reset, and so are new ones. */
    record Part(Duration lasts) implements Fault {}

    /** Its connections stay open, but nothing comes through any more. */
    record Hold(Duration lasts) implements Fault {}

    /** Each piece of what passes over its connections takes its time. */
    record Slow(Duration each, Duration lasts) implements Fault {}

    /** It has no space left: memory, disk, or room for more requests. */
    record Fill(Duration lasts) implements Fault {}
}
