package io.irodsingest.workerbatch;

import static org.awaitility.Awaitility.await;
import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchCourse;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.workerbatch.sample.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Submits batches past the admin endpoint, and looks at what becomes of them. */
class BatchClient {
    private final RedisState state;
    private int names;

    BatchClient(RedisState state) {
        this.state = state;
    }

    /** What is in Redis. */
    RedisState state() {
        return state;
    }

    /** A batch of an operation of {@link Sample}. */
    static BatchSpec spec(String op) {
        return spec(op, Duration.ofMinutes(1));
    }

    /** @param row how long a row may take */
    static BatchSpec spec(String op, Duration row) {
        return new BatchSpec(new Processor(Sample.APP, op), false, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(row), Optional.empty());
    }

    /** A slow query. */
    static BatchSpec query(String op) {
        return new BatchSpec(new Processor(Sample.APP, op), true, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** Submits rows in chunks of so many. @return the id of the batch */
    String submit(BatchSpec spec, JobOptions options, int perChunk, List<String> rows) throws Exception {
        return submit(new JobSpec("batch-" + ++names, spec, options), perChunk, rows);
    }

    /** The same for a specification that says more. */
    String submit(JobSpec job, int perChunk, List<String> rows) throws Exception {
        BatchSpec spec = BatchSpec.of(job);
        NewJob wish = NewJob.of(job, BatchCourse.of(spec)).behind(List.of(Predecessor.RELEASE));
        String id = ((Creation.Blocked) state.jobs().create(wish)).job().id();
        long first = spec.query() ? 0 : 1;
        String token = Ids.nonce();
        int chunks = 0;
        for (int from = 0; from < rows.size(); from += perChunk) {
            List<BatchRow> chunk = new ArrayList<>();
            for (int i = from; i < Math.min(rows.size(), from + perChunk); i++) {
                chunk.add(new BatchRow(first + i, rows.get(i)));
            }
            state.batches().stage(id, token, chunks++, RowChunk.encode(chunk));
        }
        state.batches().append(id, new Segment(token, chunks, rows.size(), first, first + rows.size() - 1, 1), true);
        state.chains().met(id, Set.of(Predecessor.RELEASE.id()));
        return id;
    }

    /** The same in one chunk, without options. */
    String submit(BatchSpec spec, String... rows) throws Exception {
        return submit(spec, JobOptions.NONE, Math.max(1, rows.length), List.of(rows));
    }

    Job job(String id) throws InterruptedException {
        return state.jobs().byId(id).orElseThrow();
    }

    /** Has the rows of a batch tried again that failed. */
    void retry(String id) throws InterruptedException {
        state.jobs().retry(job(id));
    }

    /** Failures that are kept with a batch: what each says. */
    List<String> failures(String id) throws InterruptedException {
        return state.accounting().failures(id, 0, 100).stream().map(EntryFailure::error).toList();
    }

    /** What the workers that live have said last. */
    List<Beat> beats() throws InterruptedException {
        return state.workers().alive();
    }

    /** Waits until a batch has ended. */
    Job ended(String id) {
        return when(id, job -> job.state().isFinal());
    }

    /** Waits until something is so with a batch. */
    Job when(String id, Predicate<Job> so) {
        return await().atMost(60, TimeUnit.SECONDS).until(() -> job(id), so);
    }

    /** The results that are there, by lines. */
    Map<Long, StoredResult> results(String id) throws InterruptedException {
        Map<Long, StoredResult> results = new TreeMap<>();
        List<Segment> segments = state.batches().content(id).segments();
        for (int segment = 0; segment < segments.size(); segment++) {
            for (int chunk = 0; chunk < segments.get(segment).chunks(); chunk++) {
                String field = BatchStore.resultField(segment, chunk);
                byte[] stored = state.batches().page(id, BatchStore.RESULTS, List.of(field)).get(field);
                if (stored != null) {
                    results.putAll(ResultChunk.decode(stored));
                }
            }
        }
        return results;
    }

    /** What a batch has counted: rows, those that succeeded, those that failed. */
    static List<Long> counts(Job job) {
        return List.of(job.counts().of(BatchCount.ROWS), job.counts().of(BatchCount.SUCCEEDED),
                job.counts().of(Count.FAILED));
    }
}
