package io.irodsingest.benchmarks;

import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the sync cache takes in Redis, and how fast it forgets. */
@Command(name = "cache-size", mixinStandardHelpOptions = true, description = "Remembers ordinary files in directories of several sizes in the Redis that the tests would use, whose data are lost.")
final class CacheSize implements Callable<Integer> {
    private static final long TODAY = 1_800_000_000_000_000_000L;
    private static final long YEAR = 31_557_600_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int LARGEST_FILE = 100_000_000;
    private static final int ENTRIES_AT_ONCE = 2000;

    @Option(names = "--entries", defaultValue = "1000000", description = "Files to remember. Default: ${DEFAULT-VALUE}")
    private int entries;

    @Option(names = "--per-directory", split = ",", defaultValue = "10,50,250,1000,100000", description = "Files in each directory; measured one after the other. Default: ${DEFAULT-VALUE}")
    private List<Integer> perDirectory;

    private final Random random = new Random(1);

    private CacheSize() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CacheSize()).execute(arguments));
    }

    @Override
    public Integer call() throws UnavailableException, InterruptedException {
        RedisServer redis = TestServers.redis();
        Optional<String> password = Optional.of(redis.password()).filter(text -> !text.isEmpty());
        RedisSettings settings = RedisSettings.of("redis://" + redis.host() + ':' + redis.port(), password);
        System.out.println("| files | in each directory | keys | bytes per entry | seconds to remember | to forget |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        try (RedisState state = RedisState.open(settings, new Outages(Clock.systemUTC()))) {
            for (int files : perDirectory) {
                measure(redis, state, files);
            }
        }
        return 0;
    }

    private void measure(RedisServer redis, RedisState state, int files) throws InterruptedException {
        redis.flush();
        IngestSpec work = IngestSpec.of(new RawPath("/source"), "/zone/target", Operation.NO_OP);
        TaskMessage task = ((Creation.Created) state.jobs()
                .create(NewJob.of(new JobSpec("cache-size", work), IngestCourse.of(work)))).first();
        long keysBefore = redis.keys();
        long memoryBefore = redis.memory();
        long begun = System.nanoTime();
        remember(state, task, DirectoryKey.of(work, RawPath.EMPTY), files);
        long remembered = System.nanoTime();
        long memory = redis.memory() - memoryBefore;
        long keys = redis.keys() - keysBefore;
        state.cache().forgetTrees(List.of(DirectoryKey.of(work, RawPath.EMPTY)));
        long forgotten = System.nanoTime();
        System.out.printf(Locale.ROOT, "| %,d | %,d | %,d | %.1f | %.1f | %.1f |%n", entries, files, keys,
                (double) memory / entries, (remembered - begun) / 1e9, (forgotten - remembered) / 1e9);
        if (redis.keys() != keysBefore) {
            throw new IllegalStateException(redis.keys() - keysBefore + " keys are left");
        }
    }

    private void remember(RedisState state, TaskMessage first, DirectoryKey root, int files)
            throws InterruptedException {
        TaskMessage task = first;
        CacheUpdate.Builder update = new CacheUpdate.Builder();
        int directories = Math.ceilDiv(entries, files);
        int rootBits = SyncCache.bitsFor(directories);
        int bits = SyncCache.bitsFor(files);
        layOut(update, root, rootBits);
        int collected = 0;
        for (int entry = 0; entry < entries; entry++) {
            NameHash directory = NameHash.of(new RawPath("d" + entry / files));
            DirectoryKey key = root.child(directory);
            if (entry % files == 0) {
                update.put(root, rootBits, directory, stamp(EntryKind.DIRECTORY, 0));
                layOut(update, key, bits);
            }
            update.put(key, bits, NameHash.of(new RawPath("f" + entry)),
                    stamp(EntryKind.REGULAR, random.nextInt(LARGEST_FILE)));
            if (++collected == ENTRIES_AT_ONCE || entry == entries - 1) {
                task = state.accounting().commit(new Commit(task, Counts.NONE, List.of(), List.of(), update.build(),
                        Optional.of(new IngestTask.StartPass()))).remainder().orElseThrow();
                update = new CacheUpdate.Builder();
                collected = 0;
            }
        }
    }

    private static void layOut(CacheUpdate.Builder update, DirectoryKey directory, int bits) {
        if (bits > 0) {
            update.put(directory, 0, SyncCache.LAYOUT, EntryStamp.layout(bits));
        }
    }

    /** Written some time in the last years, and its inode changed a moment later. */
    private EntryStamp stamp(EntryKind kind, long size) {
        long modified = TODAY - random.nextLong(3 * YEAR);
        return new EntryStamp(kind, size, modified, modified + random.nextLong(SECOND), 0);
    }
}
