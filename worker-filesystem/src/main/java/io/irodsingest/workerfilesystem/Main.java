package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.Lane;
import io.irodsingest.common.worker.process.WorkerProcess;
import io.irodsingest.ingest.IngestHandlers;
import io.irodsingest.ingesttasks.IngestLane;
import java.util.List;
import java.util.stream.Stream;

/** The filesystem worker as a process. */
public final class Main {
    private static final String ABOUT = """
            Takes tasks of jobs whose source is a directory, which it must see under the same path as all its kind.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings are wrong.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new WorkerProcess("worker-filesystem", ABOUT,
                Stream.of(IngestLane.BEGIN, IngestLane.PATH, IngestLane.FILE).map(Lane::name).toList(),
                List.of(SourceRoots.SETTING), (values, cluster) -> {
                    SourceRoots roots = SourceRoots.read(values);
                    return state -> IngestHandlers.of(new FilesystemSources(roots), state.batches());
                }).run(arguments);
    }
}
