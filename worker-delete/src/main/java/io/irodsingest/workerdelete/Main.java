package io.irodsingest.workerdelete;

import io.irodsingest.common.worker.process.WorkerProcess;
import io.irodsingest.ingesttasks.IngestLane;
import java.util.List;

/** The deletion worker as a process. */
public final class Main {
    private static final String ABOUT = """
            Deletes from targets what sources no longer have, for jobs that have a delete mode. It sees no source.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings are wrong.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new WorkerProcess("worker-delete", ABOUT, List.of(IngestLane.DELETE.name()),
                List.of(), (values, cluster) -> state -> DeleteHandlers.create()).run(arguments);
    }
}
