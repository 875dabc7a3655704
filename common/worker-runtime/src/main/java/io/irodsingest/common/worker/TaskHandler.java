package io.irodsingest.common.worker;

import io.irodsingest.common.task.Task;

/**
 * Does the work of one type of task. Called by many threads at once. It must bear being run again for the same task, also at
 * the same time in another process: messages can be delivered twice.
 *
 * @param <T> the type of task
 */
public interface TaskHandler<T extends Task> {
    /**
     * Does the work. Errors of single entries are part of the outcome.
     *
     * @throws InterruptedException when the job was stopped or the process ends; whatever it is at must be given up then
     */
    Outcome handle(T task, TaskContext context) throws InterruptedException;

    /** The outcome of a task whose handler threw what it should not have: every entry of it counts as failed. */
    Outcome failed(T task, TaskContext context, String error);
}
