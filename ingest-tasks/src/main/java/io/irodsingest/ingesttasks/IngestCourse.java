package io.irodsingest.ingesttasks;

import io.irodsingest.common.task.EncodedTask;
import io.irodsingest.common.task.FinalStep;
import io.irodsingest.common.task.JobCourse;
import io.irodsingest.handlerapi.DeleteMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The course of a job that brings entries in. */
public final class IngestCourse {
    public static final EncodedTask FIRST = EncodedTask.plain("StartPass", IngestLane.BEGIN);
    /** Of its own, so that no worker of a version that knows no lists takes the job for one that scans. */
    private static final EncodedTask FIRST_OF_LIST = EncodedTask.plain("StartList", IngestLane.BEGIN);
    public static final EncodedTask RETRY = EncodedTask.plain("RetryFailures", IngestLane.BEGIN);
    /** The note of collections that are to be removed when everything else of a pass is done, by depth. */
    public static final String REMOVALS = "removals";

    private static final FinalStep REMOVE = new FinalStep("remove",
            EncodedTask.plain("RemoveCollections", IngestLane.DELETE), Optional.of(REMOVALS));
    private static final FinalStep SWEEP = new FinalStep("sweep", EncodedTask.plain("SweepBundles", IngestLane.BEGIN),
            Optional.empty());
    private static final FinalStep FINISH = new FinalStep("finish", EncodedTask.plain("FinishPass", IngestLane.BEGIN),
            Optional.empty());

    private IngestCourse() {}

    /** Its final steps are only what an event handler, a delete mode or bundles may need. */
    public static JobCourse of(IngestSpec spec) {
        boolean handled = spec.handler().isPresent();
        List<FinalStep> steps = new ArrayList<>();
        if (handled || spec.deleteMode() != DeleteMode.DO_NOT_DELETE) {
            steps.add(REMOVE);
        }
        if (spec.sync().bundling().isOn()) {
            steps.add(SWEEP);
        }
        if (handled) {
            steps.add(FINISH);
        }
        return new JobCourse(spec.from().listed() ? FIRST_OF_LIST : FIRST, RETRY, steps);
    }
}
