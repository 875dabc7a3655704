package io.irodsingest.common.job;

import java.util.Optional;

/**
 * The companion of a queue, for tasks that are taken before all that wait in it. Brokers have no priorities that work with all their
 * kinds of queues, so whoever takes from a queue takes from its companion, too, and from that one first.
 */
public final class FrontQueue {
    private static final String SUFFIX = ".front";

    private FrontQueue() {}

    /** The name of a queue's companion. */
    public static String of(String queue) {
        return queue + SUFFIX;
    }

    /**
     * Why a user cannot have a queue of that name; empty when he can.
     *
     * @return the rest of a sentence that begins with the name
     */
    public static Optional<String> trouble(String name) {
        return name.endsWith(SUFFIX)
                ? Optional.of("ends in " + SUFFIX + ", as the queues for jobs at the front do; workers take from"
                        + " those without being told")
                : Optional.empty();
    }
}
