package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.sync.EntryStamp;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Directories are forgotten with all below them, however large, deep and often cut off. */
class TreeRemovalTest {
    private static final EntryStamp FILE = new EntryStamp(EntryKind.REGULAR, 5, 6, 7, 0);
    private static final EntryStamp DIRECTORY = new EntryStamp(EntryKind.DIRECTORY, 0, 6, 7, 0);

    private static TestRedis redis;
    private static RedisState state;
    private DirectoryKey root;
    private TaskMessage task;
    private CacheUpdate.Builder update = new CacheUpdate.Builder();

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
        // what the task table of a job has once something of two lanes was committed
        write();
        write();
    }

    @Test
    void onlyTheTreesAreForgotten() throws Exception {
        long others = keys();
        remember(root, 0, List.of("gone", "gone too", "stays"), 2);
        DirectoryKey stays = child(root, "stays");
        remember(stays, 0, List.of("below"), 3);
        remember(child(stays, "below"), 0, List.of(), 3);
        write();
        long kept = keys();
        rememberTree(child(root, "gone"), 3, 4);
        remember(child(root, "gone too"), 0, List.of("nothing is in it"), 0);
        write();
        assertThat(keys()).isEqualTo(kept + 1 + 4 + 16 + 64 + 1);

        state.cache().forgetTrees(List.of(child(root, "gone"), child(root, "gone too"), child(root, "never was")));

        assertThat(keys()).isEqualTo(kept);
        Bucket first = new Bucket(root, 0);
        assertThat(state.cache().read(List.of(first)).get(first)).hasSize(5);
        state.cache().forgetTrees(List.of(root));
        assertThat(keys()).isEqualTo(others);
    }

    @Test
    void largeDirectoriesAreForgottenInAllTheirBuckets() throws Exception {
        long others = keys();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            names.add("d" + i);
        }
        remember(root, 4, names, 3000);
        write();
        for (String name : names) {
            remember(child(root, name), 0, List.of(), 3);
        }
        DirectoryKey large = child(root, "d7");
        remember(large, 3, List.of("deep"), 2000);
        remember(child(large, "deep"), 2, List.of("deeper"), 800);
        rememberTree(child(child(large, "deep"), "deeper"), 2, 3);
        write();
        assertThat(keys()).isEqualTo(others + 16 + 1499 + 8 + 4 + 1 + 3 + 9);

        long before = state.roundTrips();
        state.cache().forgetTrees(List.of(root));

        assertThat(keys()).isEqualTo(others);
        // buckets of the root, of the large ones below it, and subdirectories by the dozen; a cluster takes and reads apart
        assertThat(state.roundTrips() - before).isLessThan(redis.isCluster() ? 200 : 100);
    }

    @Test
    void whatWasCutOffIsContinued() throws Exception {
        long seed = System.nanoTime();
        System.out.println("TreeRemovalTest seed " + seed);
        Random random = new Random(seed);
        long others = keys();
        rememberTree(root, 3, 12);
        write();
        long all = keys() - others;
        int cuts = 0;
        while (keys() > others && cuts < 30) {
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            Thread removing = Thread.ofPlatform().start(() -> {
                try {
                    state.cache().forgetTrees(List.of(root));
                    done.complete(true);
                } catch (InterruptedException cut) {
                    done.complete(false);
                }
            });
            removing.join(Duration.ofMillis(1 + random.nextInt(20)));
            removing.interrupt();
            done.join();
            cuts++;
        }
        state.cache().forgetTrees(List.of(root));

        System.out.println("TreeRemovalTest: " + all + " directories, cut off " + cuts + " times");
        assertThat(all).isEqualTo(1 + 12 + 144 + 1728);
        assertThat(keys()).isEqualTo(others);
    }

    private static long keys() {
        return Long.parseLong(redis.command("DBSIZE").substring(1));
    }

    private static DirectoryKey child(DirectoryKey parent, String name) {
        return parent.child(NameHash.of(new RawPath(name)));
    }

    private void rememberTree(DirectoryKey key, int depth, int fanOut) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < (depth == 0 ? 0 : fanOut); i++) {
            names.add("d" + i);
        }
        remember(key, 0, names, 1);
        for (String name : names) {
            rememberTree(child(key, name), depth - 1, fanOut);
        }
    }

    /** A directory with an empty one in it has a stamp of it and nothing more. */
    private void remember(DirectoryKey key, int bits, List<String> directories, int files) {
        directories.forEach(name -> update.put(key, bits, NameHash.of(new RawPath(name)), DIRECTORY));
        for (int i = 0; i < files; i++) {
            update.put(key, bits, NameHash.of(new RawPath("f" + i)), FILE);
        }
        if (bits > 0) {
            update.put(key, 0, SyncCache.LAYOUT, EntryStamp.layout(bits));
        }
    }

    private void write() throws InterruptedException {
        Commit commit = new Commit(task, Counts.NONE, List.of(), List.of(), update.build(),
                Optional.of(Given.task("rest")));
        task = state.accounting().commit(commit).remainder().orElseThrow();
        update = new CacheUpdate.Builder();
    }
}
