package io.irodsingest.filedoor.door;

import java.util.List;

/** A door at work. For one thread, but {@link #waits} for any. */
public sealed interface RunningDoor extends AutoCloseable permits Door, BucketDoor {
    /** That of its configuration. */
    String name();

    /** What it waits for, one text for each; none when nothing keeps it from going on. For any thread. */
    List<String> waits();

    /** Watches until the thread is interrupted. */
    void run();

    /** Lets go of what it has, for others. */
    @Override
    void close();
}
