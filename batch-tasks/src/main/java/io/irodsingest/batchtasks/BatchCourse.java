package io.irodsingest.batchtasks;

import io.irodsingest.common.task.FinalStep;
import io.irodsingest.common.task.JobCourse;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The course of a batch or a slow query. */
public final class BatchCourse {
    private BatchCourse() {}

    /** A retry is the whole course: rows that succeeded have their results, and are only counted. */
    public static JobCourse of(BatchSpec batch) {
        Task first = batch.query() ? new BatchTask.AnswerQuery(0) : new BatchTask.StartBatch(0);
        List<FinalStep> steps = new ArrayList<>();
        if (batch.output().isPresent()) {
            steps.add(step("files", batch.query() ? new BatchTask.DeliverFiles() : new BatchTask.AssembleFiles()));
        }
        steps.add(step("done", batch.query() ? new BatchTask.MarkAnswered() : new BatchTask.MarkDone()));
        return new JobCourse(TaskCodec.encoded(first), TaskCodec.encoded(first), steps);
    }

    private static FinalStep step(String name, Task task) {
        return new FinalStep(name, TaskCodec.encoded(task), Optional.empty());
    }
}
