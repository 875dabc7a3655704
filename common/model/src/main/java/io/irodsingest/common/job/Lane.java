package io.irodsingest.common.job;

import java.util.Locale;

/**
 * One of the queues of a job. Which lanes there are, each kind of work says for itself; workers may serve some of them only.
 *
 * @param name as it stands in tasks, in Redis, and as the queue's name when a job does not say otherwise; in lower case, whatever
 *        is given, because earlier versions wrote it in upper case among a job's options
 */
public record Lane(String name) {
    public Lane {
        name = name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
