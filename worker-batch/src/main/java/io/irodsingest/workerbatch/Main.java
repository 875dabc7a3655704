package io.irodsingest.workerbatch;

import io.irodsingest.batchtasks.BatchLane;
import io.irodsingest.common.worker.process.WorkerProcess;
import java.util.List;

/** The worker for batches as a process. */
public final class Main {
    private static final String ABOUT = """
            Works on the rows of batches and answers slow queries, with the processors on its class path and in the jars of
            IRODS_INGEST_PLUGIN_DIR. What an application needs to be told is in variables IRODS_INGEST_APP_NAME_...
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings or plug-ins are wrong.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new WorkerProcess("worker-batch", ABOUT, List.of(BatchLane.BATCH.name(), BatchLane.QUERY.name()),
                BatchSettings.ALL, (values, cluster) -> {
                    BatchSettings settings = BatchSettings.read(values, System.getenv(), cluster.authorities());
                    return state -> BatchHandlers.create(state.batches(), state.jobs(), settings);
                }).run(arguments);
    }
}
