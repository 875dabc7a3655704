package io.irodsingest.benchmarks;

import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchCourse;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.BatchTask;
import io.irodsingest.batchtasks.Chunking;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.CommitExtras;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.PageChange;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a batch takes in Redis: its rows, its results, and commands. No worker and no broker is in it. */
@Command(name = "batch-size", mixinStandardHelpOptions = true, description = "Takes a batch in and commits results of all its rows in the Redis that the tests would use, whose data are lost.")
final class BatchSize implements Callable<Integer> {
    private static final int FILES = 100_000_000;
    private static final int TASKS_AT_ONCE = 2_000;

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of the batch. Default: ${DEFAULT-VALUE}")
    private long rows;

    private final Random random = new Random(1);
    private RedisServer redis;
    private RedisState state;

    private BatchSize() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BatchSize()).execute(arguments));
    }

    @Override
    public Integer call() throws UnavailableException, InterruptedException {
        redis = TestServers.redis();
        redis.flush();
        Optional<String> password = Optional.of(redis.password()).filter(text -> !text.isEmpty());
        RedisSettings settings = RedisSettings.of("redis://" + redis.host() + ':' + redis.port(), password);
        System.out.println("| of each row | bytes in Redis | commands | round trips | rows a second |");
        System.out.println("| --- | --- | --- | --- | --- |");
        try (RedisState opened = RedisState.open(settings, new Outages(Clock.systemUTC()))) {
            state = opened;
            Job job = held();
            Measured begin = Measured.now(redis, state);
            Segment segment = takeIn(job);
            Measured taken = Measured.now(redis, state);
            print("staged and appended", begin, taken);
            process(job, segment);
            Measured done = Measured.now(redis, state);
            print("handed out, read and committed with results", taken, done);
            print("all", begin, done);
            System.out.printf(Locale.ROOT, "%,d rows in %,d chunks; rows %,d bytes packed, results %,d%n", rows,
                    segment.chunks(), segment.bytes(), state.batches().content(job.id()).resultBytes());
        }
        return 0;
    }

    /** @param nanos a time */
    private record Measured(long memory, long commands, long roundTrips, long nanos) {
        static Measured now(RedisServer redis, RedisState state) {
            return new Measured(redis.memory(), redis.commands(), state.roundTrips(), System.nanoTime());
        }
    }

    private void print(String what, Measured before, Measured after) {
        System.out.printf(Locale.ROOT, "| %s | %.1f | %.4f | %.4f | %,.0f |%n", what,
                (double) (after.memory() - before.memory()) / rows,
                (double) (after.commands() - before.commands()) / rows,
                (double) (after.roundTrips() - before.roundTrips()) / rows,
                rows * 1e9 / (after.nanos() - before.nanos()));
    }

    private Job held() throws InterruptedException {
        BatchSpec batch = new BatchSpec(new Processor("irods", "checksum"), false, Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
        return ((Creation.Blocked) state.jobs().create(NewJob.of(new JobSpec("batch-size", batch),
                BatchCourse.of(batch)).behind(List.of(Predecessor.RELEASE)))).job();
    }

    private Segment takeIn(Job job) throws InterruptedException {
        String token = Ids.nonce();
        Chunking chunking = new Chunking();
        int chunks = 0;
        long bytes = 0;
        for (long line = 1; line <= rows + 1; line++) {
            Optional<List<BatchRow>> chunk = line > rows ? chunking.rest() : chunking.add(row(line));
            if (chunk.isPresent()) {
                byte[] packed = RowChunk.encode(chunk.get());
                state.batches().reserve(job.id(), packed.length, Long.MAX_VALUE);
                state.batches().stage(job.id(), token, chunks++, packed);
                bytes += packed.length;
            }
        }
        Segment segment = new Segment(token, chunks, rows, 1, rows, bytes);
        if (!(state.batches().append(job.id(), segment, true) instanceof BatchStore.Appended.Done)) {
            throw new IllegalStateException("the rows were not taken");
        }
        return segment;
    }

    /** Of 50 characters. */
    private BatchRow row(long line) {
        return new BatchRow(line,
                "{\"path\":\"/tempZone/home/rods/data/f-%08d.dat\"}".formatted(random.nextInt(FILES)));
    }

    private void process(Job job, Segment segment) throws InterruptedException {
        TaskMessage task = state.chains().met(job.id(), Set.of(Predecessor.RELEASE.id())).orElseThrow();
        for (int from = 0; from < segment.chunks(); from += TASKS_AT_ONCE) {
            int to = Math.min(from + TASKS_AT_ONCE, segment.chunks());
            List<Task> children = IntStream.range(from, to).<Task>mapToObj(i -> new BatchTask.ProcessRows(0, i))
                    .toList();
            boolean isLast = to == segment.chunks();
            Committed committed = state.accounting().commit(new Commit(task,
                    isLast ? Counts.of(BatchCount.ROWS, rows) : Counts.NONE, children, List.of(), CacheUpdate.NONE,
                    isLast ? Optional.empty() : Optional.of(new BatchTask.StartBatch(to))));
            task = committed.remainder().orElse(task);
            int chunk = from;
            for (TaskMessage child : committed.toPublish()) {
                commitResults(job, segment, chunk++, child);
            }
        }
        end(job);
    }

    private void commitResults(Job job, Segment segment, int chunk, TaskMessage task) throws InterruptedException {
        List<StoredResult> results = RowChunk.decode(state.batches().rows(job.id(), segment, chunk).orElseThrow())
                .stream().<StoredResult>map(row -> new StoredResult.Succeeded(row.line(), checksum(), Map.of()))
                .toList();
        PageChange page = new PageChange(BatchStore.RESULTS,
                Map.of(BatchStore.resultField(0, chunk), ResultChunk.encode(results)));
        state.accounting().commit(new Commit(task, Counts.of(BatchCount.SUCCEEDED, results.size()), List.of(),
                List.of(), CacheUpdate.NONE, Optional.empty(),
                new CommitExtras(List.of(), List.of(page), List.of(), List.of(), Optional.empty())));
    }

    /** As good as impossible to compress. */
    private String checksum() {
        return "{\"checksum\":\"%016x%016x\"}".formatted(random.nextLong(), random.nextLong());
    }

    private void end(Job job) throws InterruptedException {
        for (TaskMessage step : state.accounting().unpublishedFor(job.id(), Duration.ZERO)) {
            state.accounting().commit(new Commit(step, Counts.NONE, List.of(), List.of(), CacheUpdate.NONE,
                    Optional.empty()));
        }
        JobState ended = state.jobs().byId(job.id()).orElseThrow().state();
        if (ended != JobState.COMPLETED) {
            throw new IllegalStateException("the batch is " + ended);
        }
    }
}
