package io.irodsingest.ingest.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.worker.ServedTask.Notes;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.bundle.Staging;
import io.irodsingest.ingesttasks.Bundling;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTarget;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.ingesttasks.SyncOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** A task whose small new files go together. */
abstract class BundledTest extends ServedTest {
    static final int FILES = 60;
    private static final Duration LONG = Duration.ofMinutes(1);

    final Map<String, byte[]> files = new LinkedHashMap<>();
    Bundling how = Bundling.AUTO;
    private final Notes notes = new Notes();

    void files(int count) {
        for (int i = 0; i < count; i++) {
            file("f" + i, 1000);
        }
        source.with("other", "other".getBytes(StandardCharsets.UTF_8));
    }

    void file(String name, int size) {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        RawPath raw = RawPath.parse(name);
        files.put(raw.encoded(), bytes);
        source.with(raw.encoded(), bytes);
    }

    ServedTask task(Operation operation) {
        return new ServedTask(spec(operation), irods).with(notes);
    }

    JobSpec spec(Operation operation) {
        return new JobSpec("job", IngestSpec.of(RawPath.parse("/source"), TARGET, operation)
                .with(new IngestTarget(TARGET, Optional.of("demoResc"), List.of()))
                .with(SyncOptions.of(operation).bundling(how)));
    }

    SyncFiles all(boolean newCollection) {
        return new SyncFiles(List.of(new EntryGroup(RawPath.EMPTY, Change.NEW, newCollection, 0,
                files.keySet().stream().map(RawPath::parse).toList())), 0);
    }

    /** The collection of archives, so that the first archive finds it, and a connection that rests. */
    void prepareStaging() throws Exception {
        try (IrodsSession session = irods.session()) {
            session.createCollectionWithParents(Staging.of(TARGET, "job").collection());
        }
    }

    /** A worker whose connection is lost, and which ends before the server is back. */
    void dieAfter(int api, int requests) throws Exception {
        server.faults().refuseConnections(true);
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread victim = Thread.ofPlatform().start(() -> {
            try {
                sync(task(Operation.PUT), all(true));
            } catch (InterruptedException killed) {
                end.set(killed);
            }
        });
        await().atMost(LONG).until(() -> server.counts().of(api) == requests && server.openConnections() == 0);
        victim.interrupt();
        irods.abort(victim);
        victim.join(LONG.toMillis());
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        server.faults().refuseConnections(false);
    }

    /** All files, and nothing else, each with its bytes, its size and a good replica. */
    void allAreThere() throws Exception {
        try (IrodsSession session = irods.session()) {
            CollectionContent content = session.list(TARGET);
            assertThat(content.dataObjects()).contains(files.keySet().stream().map(name -> RawPath.parse(name).text()
                    .orElseThrow()).toArray(String[]::new));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                String name = RawPath.parse(file.getKey()).text().orElseThrow();
                Replica replica = session.replicas(TARGET, List.of(name)).get(name).getFirst();
                assertThat(replica.status()).as(name).isEqualTo(Status.GOOD);
                assertThat(Files.readAllBytes(physical(replica))).as(name).isEqualTo(file.getValue());
            }
        }
    }

    private static Path physical(Replica replica) {
        StringBuilder uri = new StringBuilder("file://");
        for (byte b : replica.physicalPath().bytes()) {
            uri.append(b == '/' ? "/" : String.format("%%%02X", b));
        }
        return Path.of(URI.create(uri.toString()));
    }

    List<String> staged() throws Exception {
        try (IrodsSession session = irods.session()) {
            List<String> staged = new ArrayList<>();
            session.readReplicas(Staging.of(TARGET, "job").collection(), replica -> staged.add(replica.path()));
            return staged;
        }
    }
}
