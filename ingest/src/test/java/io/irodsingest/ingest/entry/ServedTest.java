package io.irodsingest.ingest.entry;

import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.miniirods.MiniIrods;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** One task over a real protocol, without a cluster around it. */
@Timeout(60)
abstract class ServedTest {
    static final String TARGET = "/tempZone/home/rods/in";

    MiniIrods server;
    Irods irods;
    final BytesSource source = new BytesSource();

    @BeforeEach
    void start() throws Exception {
        server = MiniIrods.builder().start();
        IrodsEnvironment environment = IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(), "IRODS_PORT",
                String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                "IRODS_PASSWORD", "rods"), Path.of("/nonexistent"));
        irods = IrodsClients.chosen(Map.of()).open(environment, PoolSettings.DEFAULT, Meters.NONE);
        try (IrodsSession session = irods.session()) {
            session.createCollectionWithParents(TARGET);
        }
    }

    @AfterEach
    void stop() throws Exception {
        irods.close();
        server.close();
    }

    Outcome.Done sync(ServedTask context, SyncFiles task) throws InterruptedException {
        return (Outcome.Done) new SyncFilesHandler(spec -> source).handle(task, context);
    }

    static SyncFiles files(boolean newCollection, String... names) {
        return new SyncFiles(List.of(new EntryGroup(RawPath.EMPTY, Change.NEW, newCollection, 0,
                Stream.of(names).map(RawPath::ofText).toList())), 0);
    }

    static JobSpec job(Operation operation, boolean checksum) {
        return new JobSpec("job", IngestSpec.of(RawPath.parse("/source"), TARGET, operation)
                .with(SyncOptions.of(operation).checksum(checksum)));
    }

    List<Replica> replicas(String name) throws Exception {
        try (IrodsSession session = irods.session()) {
            return session.replicas(TARGET, List.of(name)).getOrDefault(name, List.of());
        }
    }
}
