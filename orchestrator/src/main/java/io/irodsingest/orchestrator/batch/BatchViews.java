package io.irodsingest.orchestrator.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.QueryView;
import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.FailureLimit;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.PutBack;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.orchestrator.batch.BatchFinder.Found;
import io.irodsingest.orchestrator.batch.BatchFinder.Kind;
import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Batches and slow queries as the admin endpoint shows them. Thread-safe. */
public final class BatchViews {
    private static final Duration ENDED = Duration.ofSeconds(60);
    private static final int MOST_ENDED = 10_000;
    private static final double MILLIS = 1000.0;
    private static final JsonMapper JSON = AdminJson.strict();

    private final BatchFinder finder;
    private final Function<Job, List<String>> waits;
    private final Supplier<ClusterSnapshot> cluster;
    private final Clock clock;
    private final Cache<String, BatchView> ended = Caffeine.newBuilder().maximumSize(MOST_ENDED)
            .expireAfterWrite(ENDED).build();

    /**
     * @param waits what keeps a job from going on
     * @param cluster what was last seen of it
     */
    public BatchViews(BatchFinder finder, Function<Job, List<String>> waits, Supplier<ClusterSnapshot> cluster,
            Clock clock) {
        this.finder = finder;
        this.waits = waits;
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * The status of a batch, which may be asked for often. Of a batch that has ended, asked for by its id, it is remembered for 60 s. Only a
     * retry changes it after that. One that was asked for here forgets it at once; one that another orchestrator was asked for is seen at the
     * monitor's next look, which tells jobs that go on, and for a minute those that have ended, however short the retry was. How a batch
     * stands that goes on is not remembered: two reads of a few hundred bytes tell it.
     */
    public BatchView status(String nameOrId) throws InterruptedException {
        BatchView known = ended.getIfPresent(nameOrId);
        if (known != null && cluster.get().jobs().stream().filter(job -> job.id().equals(nameOrId))
                .allMatch(job -> job.state().isFinal() && job.endedAt().equals(known.times().endTime()))) {
            return known;
        }
        BatchView now = of(finder.show(Kind.BATCH, nameOrId));
        if (now.ended()) {
            ended.put(now.id(), now);
        } else {
            ended.invalidate(now.id());
        }
        return now;
    }

    /** A batch that something was done to. */
    public BatchView changed(Job job) throws InterruptedException {
        ended.invalidate(job.id());
        return of(finder.with(job));
    }

    public BatchView of(Found found) {
        Job job = found.job();
        BatchSpec batch = found.batch();
        return new BatchView(job.id(), job.spec().name(), batch.processor().app(), batch.processor().op(),
                BatchStatus.of(job).toString(), job.state().name(), job.state().isFinal(), rows(found), times(job),
                about(job));
    }

    private static BatchView.Rows rows(Found found) {
        Job job = found.job();
        long succeeded = job.counts().of(BatchCount.SUCCEEDED);
        long failed = job.counts().of(Count.FAILED);
        long submitted = found.content().rows();
        return new BatchView.Rows(submitted, succeeded, failed,
                job.state().isFinal() ? Math.max(0, submitted - succeeded - failed) : 0);
    }

    private BatchView.Times times(Job job) {
        Optional<Instant> start = BatchStatus.isHeld(job) ? Optional.empty() : Optional.of(job.passes().startedAt());
        Instant end = job.endedAt().orElseGet(clock::instant);
        double elapsed = start.map(begin -> Math.max(0, Duration.between(begin, end).toMillis() / MILLIS)).orElse(0.0);
        return new BatchView.Times(job.createdAt(), start, job.endedAt(), elapsed);
    }

    private BatchView.About about(Job job) {
        BatchSpec batch = BatchSpec.of(job.spec());
        return new BatchView.About(job.error(), batch.file(), batch.maxFailed().map(FailureLimit::toString),
                batch.output(), waits.apply(job));
    }

    /**
     * A slow query.
     *
     * @param answer what is noted of its row; empty for nothing, or when it is not to be shown
     */
    public QueryView of(Job job, Optional<StoredResult> answer) {
        BatchSpec query = BatchSpec.of(job.spec());
        return new QueryView(job.id(), job.spec().name(), query.processor().app(), query.processor().op(),
                BatchStatus.of(job).toString(), job.state().name(), job.state().isFinal(),
                answer.flatMap(BatchViews::result), answer.flatMap(BatchViews::messages), times(job), about(job));
    }

    private static Optional<JsonNode> result(StoredResult answer) {
        return answer instanceof Succeeded done ? Optional.of(json(done.json())) : Optional.empty();
    }

    /** What was said of a row that has not succeeded. */
    static Optional<List<String>> messages(StoredResult result) {
        return switch (result) {
            case Succeeded done -> Optional.empty();
            case Failed failed -> Optional.of(failed.messages());
            case PutBack later -> Optional.of(List.of("put back: " + later.reason()));
        };
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("a result is no JSON", damaged);
        }
    }
}
