package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchQuery;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.ScheduleLook;
import io.irodsingest.common.state.schedule.ScheduleQuery;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.testservers.RedisCluster;
import io.irodsingest.testservers.RedisNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Redis Cluster of three masters with a replica each. */
@Tag("not-for-mutants")
class RedisClusterTest {
    private static final EntryStamp FILE = new EntryStamp(EntryKind.REGULAR, 5, 6, 7, 0);
    private static final EntryStamp DIRECTORY = new EntryStamp(EntryKind.DIRECTORY, 0, 6, 7, 0);

    private static RedisCluster cluster;
    private final Outages outages = new Outages(Clock.systemUTC());
    private RedisState state;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RedisCluster.start().orElse(null);
        if (cluster == null) {
            System.out.println("RedisClusterTest is skipped: there is no redis-server and redis-cli");
            abort("there is no redis-server and redis-cli");
        }
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        state = RedisState.open(settings(cluster.address()), outages);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private static RedisSettings settings(String address) {
        return RedisSettings.of(address, Optional.of(cluster.password()));
    }

    @Test
    void whatLiesOnSeveralMastersIsWrittenReadAndForgotten() throws Exception {
        Creation.Created job = Given.job(state, "cached");
        DirectoryKey root = DirectoryKey.of(Given.work(), RawPath.EMPTY);
        CacheUpdate.Builder update = new CacheUpdate.Builder();
        List<Bucket> buckets = new ArrayList<>(List.of(new Bucket(root, 0)));
        for (int i = 0; i < 100; i++) {
            NameHash name = NameHash.of(new RawPath("d" + i));
            update.put(root, 0, name, DIRECTORY);
            DirectoryKey below = root.child(name);
            update.put(below, 0, NameHash.of(new RawPath("file")), FILE);
            buckets.add(new Bucket(below, 0));
        }
        state.accounting().commit(new Commit(job.first(), Given.end(job.first()).counts(), List.of(), List.of(),
                update.build(), Optional.of(Given.task("rest"))));

        assertThat(cluster.masters()).as("every master has something").allMatch(master -> master.keys() > 10);
        assertThat(state.cache().read(buckets)).allSatisfy(
                (bucket, stamps) -> assertThat(stamps).hasSize(bucket.directory().equals(root) ? 100 : 1));

        state.cache().forgetTrees(List.of(root));

        assertThat(state.cache().read(buckets)).allSatisfy((bucket, stamps) -> assertThat(stamps).isEmpty());
    }

    @Test
    void schedulesLieInOneSlot() throws Exception {
        Instant past = Instant.EPOCH.plusSeconds(1);
        ScheduleStore schedules = state.schedules();
        for (int i = 0; i < 20; i++) {
            ScheduleContent content = new ScheduleContent("{}", Optional.of(past.plusMillis(i)), true, false);
            StoredSchedule made = ((ScheduleStore.Creation.Created) schedules.create("id" + i, "name " + i, content,
                    Optional.of("attached"))).schedule();
            schedules.change(new ScheduleChange(made, content, Optional.of(past),
                    List.of(new StoredRun(1, "{}", true)))).orElseThrow();
        }

        ScheduleLook look = schedules.look(100, Duration.ZERO);
        assertThat(look.due()).hasSize(20);
        assertThat(look.handovers()).hasSize(20);
        assertThat(look.watched()).hasSize(20);
        schedules.handedOver(look.handovers().getFirst());
        assertThat(schedules.runs("id1", 0, 10)).hasSize(1);
        assertThat(schedules.byName("name 7")).isEqualTo(schedules.byId("id7")).isPresent();
        assertThat(schedules.attachment("id7")).contains("attached");
        assertThat(schedules.page(ScheduleQuery.all(7)).schedules()).hasSize(7);
        assertThat(schedules.page(new ScheduleQuery(Optional.empty(), Optional.of("name*"), Optional.empty(),
                Optional.empty(), 100)).schedules()).hasSize(20);
        assertThat(schedules.countUntil(past.plusMillis(9))).isEqualTo(10);
        assertThat(schedules.forget()).isFalse();
    }

    @Test
    void eachBatchLiesInTheSlotOfItsJob() throws Exception {
        List<Job> jobs = new ArrayList<>();
        BatchStore batches = state.batches();
        for (int i = 0; i < 20; i++) {
            Job job = BatchesOnRedis.held(state, Given.spec("batch" + i));
            batches.reserve(job.id(), 3, 1_000);
            batches.stage(job.id(), "token", 0, "one".getBytes(StandardCharsets.UTF_8));
            Segment segment = new Segment("token", 1, 1, 1, 1, 3);
            assertThat(batches.append(job.id(), segment, true)).isInstanceOf(BatchStore.Appended.Done.class);
            batches.enlist(new BatchPlace(job.createdAt(), job.id(), "irods", "avu", false));
            TaskMessage first = state.chains().met(job.id(), Set.of(Predecessor.RELEASE.id())).orElseThrow();
            state.accounting().commit(new Commit(first, Counts.NONE, List.of(), List.of(), CacheUpdate.NONE,
                    Optional.empty(),
                    new CommitExtras(List.of(),
                            List.of(new PageChange(BatchStore.RESULTS,
                                    Map.of("0.0", "result".getBytes(StandardCharsets.UTF_8)))),
                            List.of(), List.of(), Optional.empty())));
            assertThat(batches.rows(job.id(), segment, 0)).isPresent();
            assertThat(batches.page(job.id(), BatchStore.RESULTS, List.of("0.0", "0.1"))).containsOnlyKeys("0.0");
            jobs.add(job);
        }
        batches.keepUp();

        assertThat(batches.list(new BatchQuery(false, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), 100))).extracting(BatchPlace::jobId)
                .containsExactlyInAnyOrderElementsOf(jobs.stream().map(Job::id).toList());
        assertThat(batches.reserve("nobody", 0, 1_000)).isEqualTo(20 * (3 + 6));
    }

    @Test
    void jobsOfAllSlotsAreListedAndListenedTo() throws Exception {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        state.jobs().onChange((id, now) -> heard.add(id));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(Given.job(state, "job" + i).job().id());
        }

        assertThat(state.jobs().page(JobQuery.newest(100)).jobs()).extracting(Job::id).containsAll(ids);
        assertThat(state.jobs().states(ids)).hasSize(20).containsValue(JobState.QUEUED);
        await().atMost(CountedRun.LONG_ENOUGH).until(() -> heard.containsAll(ids));
    }

    @Test
    void countsAreExactAlthoughTheMasterOfTheJobIsKilled() throws Exception {
        CountedRun.through((id, workers) -> {
            RedisNode master = masterOf(new Keys(RedisSettings.DEFAULT_PREFIX).job(id));
            long before = workers.commits();
            master.kill();
            await().atMost(CountedRun.LONG_ENOUGH)
                    .until(() -> cluster.masters().size() == 3 && workers.commits() > before + 10);
            master.start();
        }, state, RedisClusterTest.class);
        cluster.awaitSound();
    }

    @Test
    void aUserWithTheRightsThatTheGuideNamesCanWork() throws Exception {
        cluster.nodes()
                .forEach(node -> assertThat(node.ask("ACL SETUSER worker on >geheim resetkeys ~ii:* resetchannels"
                        + " &ii:states +@all -@admin -@dangerous +info +cluster|nodes")).isEqualTo("+OK"));
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        RedisSettings settings = RedisSettings.of(cluster.address().replace("//", "//worker@"), Optional.of("geheim"));
        try (RedisState limited = RedisState.open(settings, outages)) {
            limited.jobs().onChange((id, now) -> heard.add(id));
            Creation.Created job = Given.job(limited, "limited");
            DirectoryKey root = DirectoryKey.of(Given.work(), RawPath.EMPTY);
            CacheUpdate update = new CacheUpdate.Builder().put(root, 0, NameHash.of(new RawPath("file")), FILE).build();
            limited.accounting().commit(new Commit(job.first(), Given.end(job.first()).counts(), List.of(), List.of(),
                    update, Optional.empty()));
            limited.cache().forgetTrees(List.of(root));
            assertThat(limited.jobs().page(JobQuery.newest(100)).jobs()).extracting(Job::id).contains(job.job().id());
            await().atMost(CountedRun.LONG_ENOUGH).until(() -> heard.contains(job.job().id()));
        }
    }

    @Test
    void aMasterWithoutItsReplicaIsWaitedForWhereTheOperatorWantsOne() throws Exception {
        Creation.Created job = Given.job(state, "replicated");
        RedisNode master = masterOf(new Keys(RedisSettings.DEFAULT_PREFIX).job(job.job().id()));
        master.ask("CONFIG SET min-replicas-to-write 2");
        Thread commit = Thread.ofPlatform().start(() -> {
            try {
                state.accounting().commit(Given.end(job.first()));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(CountedRun.LONG_ENOUGH).until(() -> outages.current().stream()
                .anyMatch(outage -> outage.reason().contains("Not enough good replicas")));
        master.ask("CONFIG SET min-replicas-to-write 0");
        commit.join(CountedRun.LONG_ENOUGH);

        assertThat(state.jobs().byId(job.job().id()).map(Job::state)).contains(JobState.COMPLETED);
    }

    @Test
    void theAddressIsToSayThatItIsACluster() {
        RedisNode node = cluster.nodes().getFirst();
        assertThatThrownBy(() -> RedisState.open(settings("redis://127.0.0.1:" + node.port()), outages))
                .isInstanceOf(RedisRefusedException.class)
                .hasMessage(
                        "redis://127.0.0.1:%d is a node of a Redis Cluster; the address is to begin with redis-cluster://",
                        node.port());
        TestRedis single = TestRedis.shared();
        assertThatThrownBy(() -> RedisState.open(RedisSettings.of(
                single.settings().address().replace("redis:", "redis-cluster:"), single.settings().password()),
                outages)).isInstanceOf(RedisRefusedException.class).hasMessageContaining("is a single Redis");
    }

    private static RedisNode masterOf(String key) {
        return cluster.masters().stream().filter(node -> node.ask("EXISTS " + key).equals(":1")).findFirst()
                .orElseThrow();
    }
}
