package io.irodsingest.common.state.redis;

import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.sync.EntryStamp;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.TaskMessage;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RedisSyncCacheTest {
    private static final EntryStamp STAMP = new EntryStamp(EntryKind.REGULAR, 5, 6, 7, 0);

    private static TestRedis redis;
    private static RedisState state;
    private DirectoryKey root;
    private TaskMessage task;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        state = redis.open();
    }

    @AfterAll
    static void stop() {
        state.close();
    }

    @BeforeEach
    void job() throws Exception {
        redis.command("FLUSHALL");
        task = Given.job(state, "job").first();
        root = DirectoryKey.of(Given.work(), RawPath.EMPTY);
    }

    @Test
    void someNamesAreReadInOneRoundTripWhateverElseIsThere() throws Exception {
        NameHash known = NameHash.of(new RawPath("known"));
        NameHash other = NameHash.of(new RawPath("other"));
        NameHash unknown = NameHash.of(new RawPath("unknown"));
        DirectoryKey empty = root.child(unknown);
        commit(new CacheUpdate.Builder().put(root, 0, known, STAMP).put(root, 0, other, STAMP).build());
        Bucket there = new Bucket(root, 0);
        Bucket nothing = new Bucket(empty, 0);
        long before = state.roundTrips();

        Map<Bucket, Map<NameHash, EntryStamp>> read = state.cache()
                .read(Map.of(there, Set.of(known, unknown), nothing, Set.of(known)));

        assertThat(state.roundTrips() - before).isEqualTo(redis.isCluster() ? 3 : 1);
        assertThat(read).isEqualTo(Map.of(there, Map.of(known, STAMP), nothing, Map.of()));
    }

    @Test
    void aLargeDirectoryIsReadBackFromItsBuckets() throws Exception {
        int entries = 3000;
        int bits = SyncCache.bitsFor(entries);
        Random random = new Random(7);
        Map<NameHash, EntryStamp> written = new HashMap<>();
        CacheUpdate.Builder update = new CacheUpdate.Builder();
        for (int i = 0; i < entries; i++) {
            NameHash name = NameHash.of(new RawPath("file" + i));
            written.put(name, StampCodecTest.random(random));
            update.put(root, bits, name, written.get(name));
        }
        commit(update.build());

        List<Bucket> buckets = java.util.stream.IntStream.range(0, 1 << bits).mapToObj(i -> new Bucket(root, i))
                .toList();
        long before = state.roundTrips();
        Map<Bucket, Map<NameHash, EntryStamp>> read = state.cache().read(buckets);

        assertThat(state.roundTrips() - before).isEqualTo(redis.isCluster() ? 3 : 1);
        assertThat(read).containsOnlyKeys(buckets);
        Map<NameHash, EntryStamp> all = new HashMap<>();
        read.forEach((bucket, stamps) -> stamps.forEach((name, stamp) -> {
            assertThat(name.bucket(bits)).isEqualTo(bucket.index());
            all.put(name, stamp);
        }));
        assertThat(all).isEqualTo(written);
    }

    @Test
    void eachWayOfSyncingHasATagThatStays() throws Exception {
        DirectoryKey above = DirectoryKey.above(Given.work());

        assertThat(state.cache().tag(above, 5)).isEmpty();
        int one = state.cache().newTag(above, 5);
        int other = state.cache().newTag(above, -6);

        assertThat(other).isNotEqualTo(one);
        assertThat(state.cache().newTag(above, 5)).isEqualTo(one);
        assertThat(state.cache().tag(above, -6)).hasValue(other);
        assertThat(state.cache().tag(root, 5)).as("of another source").isEmpty();
    }

    @Test
    void whenAllTagsAreGivenOutEverythingIsForgottenAndTheyBeginAnew() throws Exception {
        DirectoryKey above = DirectoryKey.above(Given.work());
        NameHash name = NameHash.of(RawPath.EMPTY);
        commit(new CacheUpdate.Builder().put(above, 0, name, new EntryStamp(EntryKind.DIRECTORY, 0, 1, 1, 1))
                .put(above.child(name), 0, NameHash.of(new RawPath("a")), STAMP.tagged(1)).build());
        for (int way = 1; way <= SyncCache.LARGEST_TAG; way++) {
            assertThat(state.cache().newTag(above, way)).isEqualTo(way);
        }

        assertThat(state.cache().newTag(above, 100)).isEqualTo(1);

        Bucket below = new Bucket(above.child(name), 0);
        assertThat(state.cache().read(List.of(below))).isEqualTo(Map.of(below, Map.of()));
        assertThat(state.cache().tag(above, 2)).isEmpty();
    }

    @Test
    void whatIsNotRememberedIsEmpty() throws Exception {
        Bucket bucket = new Bucket(root, 0);
        assertThat(state.cache().read(List.of(bucket))).isEqualTo(Map.of(bucket, Map.of()));
        assertThat(state.cache().read(List.of())).isEmpty();
    }

    @Test
    void dropComesBeforeForgetAndForgetBeforePut() throws Exception {
        Bucket bucket = new Bucket(root, 0);
        NameHash a = NameHash.of(new RawPath("a"));
        NameHash b = NameHash.of(new RawPath("b"));
        NameHash c = NameHash.of(new RawPath("c"));
        commit(new CacheUpdate.Builder().put(root, 0, a, STAMP).put(root, 0, b, STAMP).build());

        EntryStamp newer = new EntryStamp(EntryKind.REGULAR, 50, 60, 70, 0);
        commit(new CacheUpdate.Builder().put(root, 0, b, newer).forget(bucket, b).forget(bucket, a).build());
        assertThat(state.cache().read(List.of(bucket)).get(bucket)).isEqualTo(Map.of(b, newer));

        commit(new CacheUpdate.Builder().put(root, 0, c, STAMP).drop(bucket).build());
        assertThat(state.cache().read(List.of(bucket)).get(bucket)).isEqualTo(Map.of(c, STAMP));
    }

    @Test
    void anUpdateGoesWithItsCommitInOneRoundTripAlsoWhenTheScriptIsForgotten() throws Exception {
        CacheUpdate update = new CacheUpdate.Builder().put(root, 0, NameHash.of(new RawPath("a")), STAMP).build();
        commit(update);
        long before = state.roundTrips();
        commit(update);
        assertThat(state.roundTrips() - before).isEqualTo(redis.isCluster() ? 3 : 1);

        redis.command("SCRIPT FLUSH");
        assertThat(commit(update).first()).isTrue();
    }

    /** As of a worker that stood still while another did its work, and goes on when the file has changed and was synced again. */
    @Test
    void whatACopyOfATaskKnowsIsNotRemembered() throws Exception {
        Bucket bucket = new Bucket(root, 0);
        NameHash file = NameHash.of(new RawPath("file"));
        EntryStamp newer = new EntryStamp(EntryKind.REGULAR, 50, 60, 70, 0);
        TaskMessage copy = task;
        CacheUpdate old = new CacheUpdate.Builder().put(root, 0, file, STAMP).build();
        commit(old);
        commit(new CacheUpdate.Builder().put(root, 0, file, newer).build());

        assertThat(commit(copy, old).first()).isFalse();
        assertThat(state.cache().read(List.of(bucket)).get(bucket)).isEqualTo(Map.of(file, newer));

        state.accounting().commit(Given.end(task));
        assertThat(commit(copy, new CacheUpdate.Builder().drop(bucket).build()).first()).isFalse();
        assertThat(state.cache().read(List.of(bucket)).get(bucket)).as("when the job has ended")
                .isEqualTo(Map.of(file, newer));
    }

    @Test
    void whatWasDoneUntilAStopIsRemembered() throws Exception {
        Bucket bucket = new Bucket(root, 0);
        NameHash file = NameHash.of(new RawPath("file"));
        state.jobs().change(task.jobId(), JobState.STOPPING, Optional.empty());

        assertThat(commit(task, new CacheUpdate.Builder().put(root, 0, file, STAMP).build()).first()).isFalse();

        assertThat(state.cache().read(List.of(bucket)).get(bucket)).isEqualTo(Map.of(file, STAMP));
    }

    @Test
    void whatATaskLeavesLongAfterTheStopIsNotRemembered() throws Exception {
        Bucket bucket = new Bucket(root, 0);
        NameHash file = NameHash.of(new RawPath("file"));
        CacheUpdate update = new CacheUpdate.Builder().put(root, 0, file, STAMP).build();
        TaskMessage other = new TaskMessage(task.jobId(), 77, "other", task.task());
        state.jobs().change(task.jobId(), JobState.STOPPING, Optional.empty());
        state.accounting().leave(left(task, update));
        assertThat(state.cache().read(List.of(bucket)).get(bucket)).isEqualTo(Map.of(file, STAMP));

        state.jobs().change(task.jobId(), JobState.STOPPED, Optional.empty());
        state.accounting().leave(left(other, new CacheUpdate.Builder().drop(bucket).build()));

        assertThat(state.cache().read(List.of(bucket)).get(bucket)).isEqualTo(Map.of(file, STAMP));
        assertThat(state.jobs().byId(task.jobId()).orElseThrow().counts().of(IngestCount.FILES)).as("of both")
                .isEqualTo(2);
    }

    private static Commit left(TaskMessage task, CacheUpdate update) {
        return new Commit(task, Counts.of(IngestCount.FILES, 1), List.of(), List.of(), update, Optional.empty());
    }

    /** More values than Lua puts on its stack. */
    @Test
    void aLargeUpdateGoesWithManyTasks() throws Exception {
        CacheUpdate.Builder update = new CacheUpdate.Builder();
        for (int i = 0; i < 6000; i++) {
            update.put(root, 0, NameHash.of(new RawPath("f" + i)), STAMP);
        }

        Accounting.Committed committed = state.accounting().commit(new Commit(task, Counts.NONE,
                Collections.nCopies(3000, Given.task("child")), List.of(), update.build(), Optional.empty()));

        assertThat(committed.toPublish()).hasSize(3000);
        assertThat(state.cache().read(List.of(new Bucket(root, 0))).get(new Bucket(root, 0))).hasSize(6000);
    }

    @Test
    @Tag("not-for-mutants")
    void aHundredThousandFilesNeedLittleMemory() throws Exception {
        int directories = 2000;
        int files = 50;
        Random random = new Random(11);
        long before = redis.info("used_memory");
        for (int d = 0; d < directories; d++) {
            CacheUpdate.Builder update = new CacheUpdate.Builder();
            DirectoryKey key = root.child(NameHash.of(new RawPath("d" + d)));
            for (int f = 0; f < files; f++) {
                update.put(key, 0, NameHash.of(new RawPath("f" + f)), StampCodecTest.ordinaryFile(random));
            }
            commit(update.build());
        }
        double perEntry = (double) (redis.info("used_memory") - before) / (directories * files);
        System.out.printf("sync cache: %.1f bytes of Redis' memory per entry%n", perEntry);
        assertThat(perEntry).isLessThan(60);
    }

    private Accounting.Committed commit(CacheUpdate update) throws InterruptedException {
        Accounting.Committed committed = commit(task, update);
        task = committed.remainder().orElseThrow();
        return committed;
    }

    private static Accounting.Committed commit(TaskMessage task, CacheUpdate update) throws InterruptedException {
        return state.accounting().commit(new Commit(task, Counts.NONE, List.of(), List.of(), update,
                Optional.of(Given.task("rest"))));
    }
}
