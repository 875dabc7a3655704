package io.irodsingest.common.task;

import io.irodsingest.common.job.JobSpec;
import io.irodsingest.handlerapi.DeleteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that end a pass of an ingest: only what an event handler or a delete mode may need. */
public final class IngestSteps {
    private IngestSteps() {}

    public static List<FinalStep> of(JobSpec spec) {
        boolean handled = spec.options().handler().isPresent();
        List<FinalStep> steps = new ArrayList<>();
        if (handled || spec.deleteMode() != DeleteMode.DO_NOT_DELETE) {
            steps.add(new FinalStep("remove", IngestTask.RemoveCollections.NOTED,
                    Optional.of(IngestTask.RemoveCollections.NOTE)));
        }
        if (handled) {
            steps.add(new FinalStep("finish", new IngestTask.FinishPass(), Optional.empty()));
        }
        return steps;
    }
}
