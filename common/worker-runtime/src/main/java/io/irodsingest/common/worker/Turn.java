package io.irodsingest.common.worker;

import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.trace.TracedWork;

/**
 * A task that is about to be worked on.
 *
 * @param message the task as it stands in the table
 * @param again whether the task may have been begun before
 * @param mayRunElsewhere whether another worker may be at it now, as far as one can know
 * @param work the span of this turn
 */
record Turn(Delivery delivery, ActiveJob job, TaskMessage message, boolean again, boolean mayRunElsewhere,
        TracedWork work) {
    /** What tasks that this one enters belong below. */
    TraceParent trace() {
        return work.asParent();
    }
}
