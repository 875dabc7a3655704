package io.irodsingest.common.task;

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
}
