package io.irodsingest.ingest.scan;

import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.ListTask.StartList;

/** Finds out whether a job that takes the paths of a list can be done at all, before anything is touched. */
public final class StartListHandler implements TaskHandler<StartList> {
    private final StartPassHandler passes;

    public StartListHandler(Sources sources) {
        this.passes = new StartPassHandler(sources);
    }

    @Override
    public Outcome handle(StartList task, TaskContext context) throws InterruptedException {
        return passes.start(context);
    }

    @Override
    public Outcome failed(StartList task, TaskContext context, String error) {
        return new Outcome.JobFailed(error);
    }
}
