package io.irodsingest.workers3;

import io.irodsingest.common.worker.process.WorkerProcess;
import io.irodsingest.ingest.IngestHandlers;
import io.irodsingest.ingesttasks.IngestLane;
import java.util.List;
import java.util.stream.Stream;

/** The S3 worker as a process. */
public final class Main {
    private static final String ABOUT = """
            Takes tasks of jobs whose source is in a bucket. Jobs that bring no key pair need credentials that the AWS SDK
            finds in this process's environment.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings are wrong.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new WorkerProcess("worker-s3", ABOUT,
                Stream.of(IngestLane.BEGIN, IngestLane.PATH, IngestLane.FILE).map(IngestLane::s3Queue).toList(),
                List.of(AllowedStores.SETTING), (values, cluster) -> {
                    AllowedStores allowed = AllowedStores.read(values);
                    return state -> IngestHandlers.of(new S3Sources(cluster.key(), allowed, cluster.authorities()),
                            state.batches());
                }).run(arguments);
    }
}
