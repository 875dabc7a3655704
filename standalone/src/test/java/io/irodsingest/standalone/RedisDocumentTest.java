package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.FollowUpRequest;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchCourse;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchQuery;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jobs of all kinds write to Redis is what docs/redis.md says. */
class RedisDocumentTest extends ClusterTest {
    private static final String PREFIX = "ii:";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private RedisMonitor monitor;
    private DocumentedKeys documented;

    @BeforeEach
    void watch() throws IOException {
        documented = DocumentedKeys.read();
        monitor = new RedisMonitor(TestServers.redis());
    }

    @AfterEach
    void endWatching() throws IOException {
        monitor.close();
    }

    @Test
    void whatIsWrittenIsWhatIsDocumented() throws Exception {
        retriesAndEnds();
        passes();
        deletes();
        isStopped();
        waitsForItsStore();
        isPaused();
        isInAnOrder();
        isABatch();
        workersAndDeadLetters();
        await("ended and waiting jobs have come to rest").atMost(PATIENCE)
                .until(() -> written().containsAll(Set.of("{jobs}:in:WAITING", "{jobs}:in:STOPPED", "{jobs}:sums")));

        SoftAssertions all = new SoftAssertions();
        all.assertThat(monitor.unknownCommands()).as("commands of which this test does not know what they do")
                .isEmpty();
        compareKeys(all);
        compareFields(all);
        all.assertAll();
    }

    private void compareKeys(SoftAssertions all) {
        Set<String> undocumented = new TreeSet<>();
        Set<DocumentedKeys.Row> seen = new HashSet<>();
        monitor.types().forEach((key, types) -> {
            String name = key.substring(PREFIX.length());
            Optional<DocumentedKeys.Row> row = documented.key(name);
            row.ifPresent(seen::add);
            if (!key.startsWith(PREFIX) || row.isEmpty() || !types.equals(Set.of(row.get().type()))) {
                undocumented.add(key + ' ' + types);
            }
        });
        all.assertThat(undocumented).as("keys that docs/redis.md does not have, or with another type").isEmpty();
        all.assertThat(TestServers.redis().keyNames()).as("keys that no known command has written")
                .isSubsetOf(monitor.types().keySet());
        all.assertThat(unseen(documented.keys(), seen)).as("keys of docs/redis.md that nobody wrote, and are not Rare:")
                .isEmpty();
    }

    private void compareFields(SoftAssertions all) {
        Set<String> undocumented = new TreeSet<>();
        Set<DocumentedKeys.Row> seen = new HashSet<>();
        monitor.types().keySet().stream().filter(key -> key.matches(PREFIX + "job:\\{[^}]+}")).forEach(record -> {
            for (String field : monitor.fields(record)) {
                documented.field(field).ifPresentOrElse(seen::add, () -> undocumented.add(field));
            }
        });
        all.assertThat(undocumented).as("fields of a job's record that docs/redis.md does not have").isEmpty();
        all.assertThat(unseen(documented.fields(), seen))
                .as("fields of docs/redis.md that nobody wrote, and are not Rare:").isEmpty();
    }

    private static Set<String> unseen(List<DocumentedKeys.Row> all, Set<DocumentedKeys.Row> seen) {
        return all.stream().filter(row -> !row.isRare() && !seen.contains(row)).map(DocumentedKeys.Row::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Without the prefix. */
    private Set<String> written() {
        return monitor.types().keySet().stream().map(key -> key.substring(PREFIX.length()))
                .collect(Collectors.toSet());
    }

    private Path files(String name, int count) throws IOException {
        Path root = directory.resolve(name);
        for (int i = 0; i < count; i++) {
            Path file = root.resolve("d" + i % 3).resolve("f" + i);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name + i);
        }
        return root;
    }

    private static String target(String name) {
        return TestCluster.HOME + '/' + name;
    }

    private JobView until(JobView job, Predicate<JobView> condition) {
        return await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), condition);
    }

    /** An entry fails, is tried again in vain, counts as failed, and is tried again by a retry; a job fails as a whole. */
    private void retriesAndEnds() throws Exception {
        Path root = files("retries", 9);
        makeCollection(target("retries") + "/d0/f0");
        JobView failed = cluster.run(TestCluster.job(root, target("retries")).operation("PUT").maxRetries(1)
                .retryDelay(0.5).maxParallelTasks(2));
        assertThat(failed.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        cluster.client().retry(failed.id());
        until(failed, job -> job.ended() && job.tasks().remainingTasks() == 0);
        Path large = Files.createDirectory(directory.resolve("large"));
        for (int i = 0; i < 600; i++) {
            Files.writeString(large.resolve("f" + i), "x");
        }
        assertThat(cluster.ingest(large, target("large"), "REGISTER_SYNC").state()).isEqualTo("COMPLETED");
        assertThat(cluster.ingest(directory.resolve("missing"), target("missing"), "PUT").state()).isEqualTo("FAILED");
    }

    private void passes() throws Exception {
        JobView job = cluster.client()
                .start(TestCluster.job(files("passes", 5), target("passes")).interval(3600.0).build());
        until(job, found -> found.state().equals("WAITING"));
        JobView often = cluster.client()
                .start(TestCluster.job(files("passes", 5), target("passes")).interval(1.0).build());
        until(often, found -> found.pass().passes() > 1);
        cluster.client().stop(often.id());
    }

    /** With hooks of the job and of entries, and with a limit of what may be deleted. */
    private void deletes() throws Exception {
        Path root = files("deletes", 12);
        String hooks = """
                @Override public Operation operation(Job job, Entry entry) { return Operation.PUT_SYNC; }
                @Override public void preJob(Job job, Session session) {}
                @Override public void postJob(Job job, Session session) {}
                @Override public void postDataObjCreate(Job job, Entry entry, Session session) {}
                """;
        JobRequestBuilder request = TestCluster.job(root, target("deletes")).deleteMode("NO_TRASH").maxDelete(100L)
                .eventHandler(Handlers.java(directory, hooks));
        assertThat(cluster.run(request.jobName("deletes-1")).state()).isEqualTo("COMPLETED");
        for (int i = 0; i < 12; i += 3) {
            Files.delete(root.resolve("d0").resolve("f" + i));
        }
        Files.delete(root.resolve("d0"));
        Files.delete(root.resolve("d1").resolve("f1"));
        JobView second = cluster.run(request.jobName("deletes-2"));
        assertThat(second.count("collections_deleted")).isEqualTo(1);
        assertThat(second.count("deleted")).isEqualTo(5);
    }

    private void isStopped() throws Exception {
        JobView job = cluster.client().start(TestCluster.job(files("stopped", 60), target("stopped")).operation("PUT")
                .filesPerTask(30).maxRequestsPerSecond(5).maxBytesPerSecond(10_000L).build());
        await("tasks that are not done have done something").atMost(PATIENCE)
                .until(() -> catalog.replicas(target("stopped")).size() > 2);
        cluster.client().stop(job.id());
        until(job, JobView::ended);
    }

    private void waitsForItsStore() throws Exception {
        try (TestBucket bucket = new TestBucket()) {
            URI nobody = URI.create("http://127.0.0.1:" + LoopbackPorts.free());
            JobView job = cluster.client()
                    .start(bucket.job("", target("bucket"), nobody, bucket.secretKey()).build());
            until(job, found -> !found.waitingFor().isEmpty());
            cluster.client().stop(job.id());
            until(job, JobView::ended);
        }
    }

    private void isPaused() throws Exception {
        JobView job = cluster.client().start(TestCluster.job(files("paused", 60), target("paused")).operation("PUT")
                .filesPerTask(2).maxRequestsPerSecond(20).build());
        until(job, found -> found.count("uploaded") > 0);
        cluster.client().pause(job.id());
        cluster.client().resume(job.id());
        assertThat(until(job, JobView::ended).count("uploaded")).isEqualTo(60);
    }

    /** A job waits for another, which another one follows that has an event handler. */
    private void isInAnOrder() throws Exception {
        EventHandlerFile handler = new EventHandlerFile("yaml", "h.yaml",
                Base64.getEncoder().encodeToString("operation: PUT".getBytes(StandardCharsets.UTF_8)));
        JobRequest next = TestCluster.job(files("next", 3), target("next")).eventHandler(handler).build();
        JobView first = cluster.client().start(TestCluster.job(files("first", 3), target("first"))
                .onSuccess(new FollowUpRequest(Optional.of(next), Optional.empty())).build());
        JobView later = cluster.client()
                .start(TestCluster.job(files("later", 3), target("later")).after(List.of(first.id())).build());
        assertThat(until(later, JobView::ended).state()).isEqualTo("COMPLETED");
        JobView.FollowUp told = until(first, job -> job.chain().followUps().orElseThrow().getFirst().handedOver())
                .chain().followUps().orElseThrow().getFirst();
        await().atMost(PATIENCE).until(() -> cluster.client().job(told.job()).state().equals("COMPLETED"));
    }

    /** It gets rows while it is held, and a result. */
    private void isABatch() throws Exception {
        BatchSpec spec = new BatchSpec(new Processor("irods", "avu"), false, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        try (RedisState state = RedisState.open(TestCluster.redisSettings(TestServers.redis()),
                new Outages(Clock.systemUTC()))) {
            BatchStore batches = state.batches();
            Job job = ((Creation.Blocked) state.jobs().create(NewJob.of(new JobSpec("batch", spec),
                    BatchCourse.of(spec)).behind(List.of(Predecessor.RELEASE)))).job();
            batches.enlist(new BatchPlace(job.createdAt(), job.id(), "irods", "avu", false));
            batches.reserve(job.id(), 3, 1_000);
            batches.stage(job.id(), "token", 0, new byte[]{1, 2, 3});
            batches.append(job.id(), new Segment("token", 1, 1, 1, 1, 3), true);
            batches.list(new BatchQuery(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), 1));
            TaskMessage first = state.chains().met(job.id(), Set.of(Predecessor.RELEASE.id())).orElseThrow();
            state.accounting().commit(new Commit(first, Counts.of(BatchCount.ROWS, 1), List.of(), List.of(),
                    CacheUpdate.NONE, Optional.empty(), new CommitExtras(List.of(), List.of(new PageChange(
                            BatchStore.RESULTS, Map.of(BatchStore.resultField(0, 0), new byte[]{4}))), List.of(),
                            List.of(), Optional.empty())));
            batches.keepUp();
            state.jobs().change(job.id(), JobState.FAILED, Optional.of("no worker knows it"));
        }
    }

    private void workersAndDeadLetters() throws Exception {
        String worker = cluster.client().workers().workers().getFirst().id();
        cluster.client().drain(worker, true);
        cluster.client().drain(worker, false);
        cluster.broker().publish(
                List.of(new OutgoingMessage("file", "nobody's", "{}".getBytes(StandardCharsets.UTF_8))));
        await().atMost(PATIENCE).until(() -> !cluster.client().deadLetters(0, 1).deadLetters().isEmpty());
    }

    private void makeCollection(String path) throws Exception {
        try (Users users = Users.of(cluster.irods())) {
            users.makeCollection(path);
        }
    }
}
