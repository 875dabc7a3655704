package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.standalone.Catalog.Copy;
import io.irodsingest.testservers.link.FaultyLink;
import io.irodsingest.testservers.link.FaultyLink.Request;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What comes of objects when the store, the way to it or the objects themselves do not stay as they were; for how many seconds
 * the store has too much to do, the system property {@code irods-ingest.test.slow-down} says.
 */
class S3TroubleTest extends ClusterTest {
    private static final Duration SLOW = Duration.ofSeconds(Integer.getInteger("irods-ingest.test.slow-down", 4));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MIB = 1024 * 1024;
    private static final int OBJECTS = 200;

    private final Random random = new Random();
    private TestBucket bucket;
    private FaultyLink link;

    @BeforeEach
    void start() throws Exception {
        long seed = System.nanoTime();
        System.out.println("S3TroubleTest seed " + seed);
        random.setSeed(seed);
        bucket = new TestBucket();
        link = FaultyLink.to(TestServers.s3().endpoint());
    }

    @AfterEach
    void end() throws IOException {
        link.close();
        bucket.close();
    }

    @Test
    void anObjectArrivesWholeThoughItsConnectionsAreCut() throws Exception {
        byte[] content = put("large", 12 * MIB);
        link.cutAfter(5_000_000, Integer.MAX_VALUE);

        JobView job = cluster.run(job().operation("PUT").checksum(true));

        assertCompleted(job);
        assertThat(job.count("uploaded")).isEqualTo(1);
        assertContent("large", content);
        assertThat(link.count(get("large")::equals)).as("requests for two parts, and what two cuts make more")
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void anObjectThatIsDeletedWhileItIsCopiedHasVanished() throws Exception {
        put("large", 12 * MIB);
        byte[] other = put("other", 10);
        inTheMiddleOf("large", () -> bucket.delete("large"));

        JobView job = cluster.run(job().operation("PUT"));

        assertCompleted(job);
        assertThat(job.count("vanished")).isEqualTo(1);
        assertContent("other", other);
        assertNothingGood("large");
    }

    @ParameterizedTest
    @ValueSource(ints = {12 * MIB, 9 * MIB + 1, 100, 0})
    void anObjectThatIsReplacedWhileItIsCopiedArrivesAsItIsThen(int size) throws Exception {
        put("large", 12 * MIB);
        byte[] other = new byte[size];
        random.nextBytes(other);
        inTheMiddleOf("large", () -> bucket.put("large", other));

        JobView job = cluster.run(job().operation("PUT").checksum(true));

        assertCompleted(job);
        assertThat(job.count("uploaded")).isEqualTo(1);
        assertContent("large", other);
        assertThat(cluster.run(job().operation("PUT")).count("unchanged")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "REGISTER_SYNC"})
    void whatChangesBetweenTheScanAndItsTurnIsTakenAsItIsThen(String operation) throws Exception {
        put("deleted", 100);
        put("replaced", 100);
        byte[] kept = put("kept", 100);
        byte[] newer;
        JobView started;
        try (LateWorker late = LateWorker.forBuckets(cluster)) {
            started = cluster.client().start(job().operation(operation).fileQueue(late.queue()).build());
            late.awaitTasks(1);
            bucket.delete("deleted");
            newer = put("replaced", 5 * MIB);
            late.begin();
            Watch.untilEnd(cluster.client(), started.id(), Progress.NONE);
        }
        JobView job = cluster.client().job(started.id());

        assertCompleted(job);
        assertThat(job.count("vanished")).isEqualTo(1);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/kept", TARGET + "/replaced");
        if (operation.equals("PUT")) {
            assertContent("kept", kept);
            assertContent("replaced", newer);
        } else {
            assertThat(catalog.copies(TARGET + "/replaced")).extracting(Copy::size).containsExactly(5L * MIB);
        }
    }

    @Test
    void aStoreThatAsksToSlowDownIsGivenTime() throws Exception {
        List<byte[]> contents = putMany();
        inTheMiddle(() -> link.slowDown(SLOW));

        JobView job = cluster.run(job().operation("PUT").filesPerTask(10));

        assertCompleted(job);
        assertThat(link.count(Request::refused)).isPositive();
        assertThat(job.pass().elapsedTime()).isGreaterThanOrEqualTo(SLOW.toSeconds());
        assertAll(contents);
    }

    @Test
    void aStoreThatIsAwayIsWaitedForAndTheWaitIsVisible() throws Exception {
        List<byte[]> contents = putMany();
        inTheMiddle(() -> link.away(true));

        JobView started = cluster.client().start(job().operation("PUT").filesPerTask(10).build());
        await().atMost(PATIENCE).until(() -> cluster.client().job(started.id()).waitingFor(),
                waits -> waits.stream().anyMatch(wait -> wait.startsWith("S3 since ")));
        assertThat(cluster.client().workers().workers().getFirst().waitingFor()).as("others do not wait").isEmpty();
        JobView waiting = cluster.client().job(started.id());
        assertThat(waiting.state()).isEqualTo("RUNNING");
        assertThat(waiting.count("failed")).isZero();
        link.away(false);
        JobView job = await().atMost(PATIENCE).until(() -> cluster.client().job(started.id()), JobView::ended);

        assertCompleted(job);
        assertThat(job.waitingFor()).isEmpty();
        assertAll(contents);
    }

    /** More of them than the worker has threads. */
    @Test
    void jobsOfAStoreThatNobodyReachesKeepNoOtherBack() throws Exception {
        byte[] content = put("good", 10);
        URI nowhere = URI.create("http://127.0.0.1:" + LoopbackPorts.free());
        List<JobView> bad = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            bad.add(cluster.client().start(bucket.job("", TARGET + "/bad" + i, nowhere, bucket.secretKey())
                    .operation("PUT").build()));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bad).allSatisfy(job -> assertThat(
                cluster.client().job(job.id()).waitingFor()).anyMatch(wait -> wait.startsWith("S3 since "))));

        JobView job = cluster.run(job().operation("PUT"));

        assertCompleted(job);
        assertContent("good", content);
        assertThat(bad).allSatisfy(one -> assertThat(cluster.client().job(one.id()).state()).isEqualTo("QUEUED"));
        for (JobView one : bad) {
            cluster.client().stop(one.id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "GET HEAD"})
    void anObjectThatMayNotBeReadFailsAndItsNeighboursArrive(String methods) throws Exception {
        byte[] before = put("before", 100);
        byte[] secret = put("secret", 5 * MIB);
        byte[] small = put("small secret", 100);
        byte[] behind = put("with it", 5 * MIB);
        link.deny(request -> methods.contains(request.method()) && request.path().contains("secret"));

        JobView job = cluster.run(job().operation("PUT"));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("failed")).isEqualTo(2);
        assertThat(cluster.client().failures(job.id(), 10).failures()).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.path()).startsWith('/' + bucket.name() + "/s").endsWith("secret");
            assertThat(failure.error()).hasLineCount(1).contains("permission denied for the access key "
                    + bucket.accessKey() + " in the bucket " + bucket.name());
        });
        assertContent("before", before);
        assertContent("with it", behind);
        assertNothingGood("secret");
        assertNothingGood("small secret");
        link.deny(request -> false);
        assertCompleted(cluster.run(job().operation("PUT")));
        assertContent("secret", secret);
        assertContent("small secret", small);
    }

    private JobRequestBuilder job() {
        return bucket.job("", TARGET, link.endpoint(), bucket.secretKey());
    }

    private byte[] put(String key, int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        bucket.put(key, content);
        return content;
    }

    private List<byte[]> putMany() {
        return IntStream.range(0, OBJECTS).mapToObj(i -> put("object " + i, 1000)).toList();
    }

    /** A request for a part of an object that is passed on. */
    private Request get(String key) {
        return new Request("GET", '/' + bucket.name() + '/' + key, false);
    }

    /** Before the second part of an object is asked for. */
    private void inTheMiddleOf(String key, Runnable change) {
        link.before(request -> {
            if (request.equals(get(key)) && link.count(get(key)::equals) == 1) {
                change.run();
            }
        });
    }

    /** Once, when a quarter of the objects is read. */
    private void inTheMiddle(Runnable change) {
        AtomicInteger reads = new AtomicInteger();
        link.before(request -> {
            if (request.method().equals("GET") && request.path().contains("/object")
                    && reads.incrementAndGet() == OBJECTS / 4) {
                change.run();
            }
        });
    }

    private void assertCompleted(JobView job) throws Exception {
        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("failed")).isZero();
    }

    private void assertAll(List<byte[]> contents) throws Exception {
        assertThat(catalog.replicas(TARGET)).hasSize(OBJECTS);
        for (int i = 0; i < OBJECTS; i++) {
            assertContent("object " + i, contents.get(i));
        }
    }

    private void assertContent(String name, byte[] content) throws Exception {
        assertThat(catalog.copies(TARGET + '/' + name)).singleElement().satisfies(copy -> {
            assertThat(copy.status()).isEqualTo("1");
            assertThat(copy.size()).isEqualTo(content.length);
            assertThat(Path.of(copy.physicalPath())).hasBinaryContent(content);
        });
    }

    private void assertNothingGood(String name) throws Exception {
        assertThat(catalog.copies(TARGET + '/' + name)).extracting(Copy::status).doesNotContain("1");
    }
}
