package io.irodsingest.common.task;

import java.util.Optional;

/**
 * A task as it travels.
 *
 * @param jobId the id of the job's record
 * @param number the task's number in its job, given out before it was published
 * @param nonce tells two tasks apart that were given one number because the state store lost its last writes
 */
public record TaskMessage(String jobId, long number, String nonce, Task task) {
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
