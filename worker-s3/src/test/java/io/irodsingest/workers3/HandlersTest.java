package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingest.entry.SyncFilesHandler;
import io.irodsingest.ingest.scan.ScanDirectoriesHandler;
import io.irodsingest.ingest.source.Sources;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The tasks of an ingest over a bucket, with an iRODS and a store and nothing else. */
class HandlersTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static TestBucket bucket;
    private static MiniIrods server;
    private static Irods irods;

    private String target;
    private JobSpec spec;
    private final Sources sources = job -> new S3Source(IngestSpec.of(job), bucket.direct(), new ObjectKeys("in"));

    @BeforeAll
    static void start() throws IOException {
        bucket = new TestBucket();
        bucket.put("in/a", CONTENT);
        bucket.put("in/d/b", CONTENT);
        bucket.put("beside", CONTENT);
        server = MiniIrods.builder().start();
        irods = IrodsClients.chosen(Map.of())
                .open(IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(), "IRODS_PORT",
                        String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                        "IRODS_PASSWORD", "rods"), Path.of("/nonexistent")), PoolSettings.DEFAULT, Meters.NONE);
    }

    @AfterAll
    static void stop() throws IOException {
        irods.close();
        server.close();
        bucket.close();
    }

    @BeforeEach
    void makeTarget(TestInfo test) throws Exception {
        target = "/tempZone/home/rods/" + test.getTestMethod().orElseThrow().getName();
        spec = new JobSpec("job",
                IngestSpec.of(new RawPath("/" + bucket.name() + "/in"), target, Operation.PUT_SYNC));
        try (IrodsSession session = irods.session()) {
            session.createCollectionWithParents(target);
        }
    }

    private Outcome.Done scan(Sources of) throws Exception {
        return (Outcome.Done) new ScanDirectoriesHandler(of).handle(
                new ScanDirectories(List.of(new Directory(RawPath.EMPTY, true, 0)), 0), new ServedTask(spec, irods));
    }

    private Outcome.Done sync(SyncFiles task) throws Exception {
        return (Outcome.Done) new SyncFilesHandler(sources).handle(task, new ServedTask(spec, irods));
    }

    private List<Replica> replicas(String collection, String name) throws Exception {
        try (IrodsSession session = irods.session()) {
            return session.replicas(collection, List.of(name)).getOrDefault(name, List.of());
        }
    }

    @Test
    void aScanGoesDownAndMakesCollectionsAndItsTaskBringsTheObjectsIn() throws Exception {
        Outcome.Done found = scan(sources);

        assertThat(found.counts().of(IngestCount.FILES)).isEqualTo(2);
        assertThat(found.counts().of(IngestCount.COLLECTIONS_CREATED)).isEqualTo(1);
        assertThat(found.children()).singleElement().isInstanceOfSatisfying(SyncFiles.class, task -> {
            assertThat(task.groups()).hasSize(2);
        });
        Outcome.Done done = sync((SyncFiles) found.children().getFirst());
        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(2);
        for (List<Replica> one : List.of(replicas(target, "a"), replicas(target + "/d", "b"))) {
            assertThat(one).singleElement().returns(Replica.Status.GOOD, Replica::status).returns((long) CONTENT.length,
                    Replica::size);
        }
    }

    @Test
    void anObjectThatIsGoneWhenItsTurnComesVanished() throws Exception {
        bucket.put("in/short-lived", CONTENT);
        Outcome.Done found = scan(sources);
        bucket.client().deleteObject(request -> request.bucket(bucket.name()).key("in/short-lived"));

        Outcome.Done done = sync((SyncFiles) found.children().getFirst());

        assertThat(done.counts().of(IngestCount.VANISHED)).isEqualTo(1);
        assertThat(done.counts().of(IngestCount.UPLOADED)).isEqualTo(2);
        assertThat(replicas(target, "short-lived")).isEmpty();
    }

    @Test
    void aBucketThatIsRefusedIsTriedAgainWithTheStoresReason() throws Exception {
        try (StubStore refusing = StubStore.failing(403, "AccessDenied"); Buckets buckets = TestBucket.buckets(1)) {
            Bucket refused = buckets.bucket(TestBucket.storeAt(refusing.endpoint()),
                    TestBucket.credentials(), "theirs");

            Outcome.Done done = scan(job -> new S3Source(IngestSpec.of(job), refused, new ObjectKeys("in")));

            assertThat(done.children()).isEmpty();
            assertThat(done.retryTasks()).singleElement().satisfies(again -> {
                assertThat(again.task()).isInstanceOf(ScanDirectories.class);
                assertThat(again.failures()).singleElement()
                        .satisfies(failure -> assertThat(failure.error())
                                .startsWith("the directory cannot be listed: permission denied")
                                .endsWith("in the bucket theirs"));
            });
        }
    }
}
