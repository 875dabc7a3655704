package io.irodsingest.common.task;

import java.util.Optional;

/**
 * A task as it travels.
 *
 * @param jobId the id of the job's record
 * @param number the task's number in its job, given out before it was published
 * @param nonce tells two tasks apart that were given one number because the state store lost its last writes, and a message from
 *        one of before the job was paused
 * @param mayBeBegun whether a worker that is gone may have begun the task, though this message is delivered for the first time
 */
public record TaskMessage(String jobId, long number, String nonce, Task task, boolean mayBeBegun) {
    private static final char RENEWAL = '~';

    /** Of a task that nobody has begun. */
    public TaskMessage(String jobId, long number, String nonce, Task task) {
        this(jobId, number, nonce, task, false);
    }

    /** What of the nonce stays when the task is handed out anew; it becomes another one when a part of the task is committed. */
    public String origin() {
        int renewal = nonce.indexOf(RENEWAL);
        return renewal < 0 ? nonce : nonce.substring(0, renewal);
    }

    /** For logs and as AMQP message id. */
    public String id() {
        return jobId + '-' + number;
    }

    /** Which task of which job, as {@link #id} says it. */
    public record Id(String jobId, long number) {
        /** The counterpart of {@link TaskMessage#id}; empty for a text that is no such id. */
        public static Optional<Id> parse(String text) {
            int dash = text.lastIndexOf('-');
            try {
                return dash < 1
                        ? Optional.empty()
                        : Optional
                                .of(new Id(text.substring(0, dash), Long.parseLong(text, dash + 1, text.length(), 10)));
            } catch (NumberFormatException foreign) {
                return Optional.empty();
            }
        }
    }
}
