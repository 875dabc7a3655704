package io.irodsingest.orchestrator.batch;

import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.batch.BatchContent;
import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchQuery;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.orchestrator.lifecycle.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Finds batches and slow queries. Thread-safe. */
public final class BatchFinder {
    /** Of a list that is filtered by what its places do not tell, no more of them are looked at for a page. */
    private static final int MOST_LOOKS = 2_000;

    private final Ports ports;
    private final BatchStore store;
    private final BoundedCalls bounded;
    private final Jobs jobs;

    public BatchFinder(Ports ports, BoundedCalls bounded, Jobs jobs) {
        this.ports = ports;
        this.store = ports.batches();
        this.bounded = bounded;
        this.jobs = jobs;
    }

    /** Which of the two is meant. */
    public enum Kind {
        BATCH("batch"), QUERY("query");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        boolean has(Job job) {
            return job.spec().work() instanceof BatchSpec batch && batch.query() == (this == QUERY);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * A batch with what is kept of it.
     *
     * @param content {@link BatchContent#EMPTY} when it has no rows yet
     */
    public record Found(Job job, BatchContent content) {
        public BatchSpec batch() {
            return BatchSpec.of(job.spec());
        }
    }

    /** @throws Refusal when there is none */
    public Job find(Kind kind, String nameOrId) throws InterruptedException {
        Job job;
        try {
            job = jobs.find(nameOrId);
        } catch (Refusal none) {
            throw none.isUnknown() ? Refusal.unknown(kind.toString(), nameOrId) : none;
        }
        if (!kind.has(job)) {
            throw Refusal.unknown(kind.toString(), nameOrId);
        }
        return job;
    }

    /** @throws Refusal when there is none */
    public Found show(Kind kind, String nameOrId) throws InterruptedException {
        return with(find(kind, nameOrId));
    }

    /** A batch with what is kept of it. */
    public Found with(Job job) throws InterruptedException {
        return new Found(job, bounded.call(() -> store.content(job.id())));
    }

    /**
     * Which batches are wanted.
     *
     * @param states of their jobs; empty for all
     * @param query its limit is that of a page
     */
    public record Wanted(BatchQuery query, Set<BatchStatus> states) {}

    /**
     * A part of the list, the newest first.
     *
     * @param next behind which the next page begins; empty when there is none
     */
    public record Page(List<Found> batches, Optional<BatchPlace> next) {}

    public Page list(Wanted wanted) throws InterruptedException {
        List<Found> found = new ArrayList<>();
        BatchQuery query = wanted.query();
        int looks = 0;
        while (true) {
            BatchQuery ask = query;
            List<BatchPlace> places = bounded.call(() -> store.list(ask));
            for (BatchPlace place : places) {
                looks++;
                readable(() -> ports.jobs().byId(place.jobId()))
                        .filter(job -> wanted.states().isEmpty() || wanted.states().contains(BatchStatus.of(job)))
                        .ifPresent(job -> found.add(new Found(job, BatchContent.EMPTY)));
                if (found.size() == query.limit() || looks == MOST_LOOKS) {
                    return page(found, Optional.of(place));
                }
            }
            if (places.size() < query.limit()) {
                return page(found, Optional.empty());
            }
            query = new BatchQuery(query.query(), query.app(), query.op(), query.after(), query.before(),
                    Optional.of(places.getLast()), query.limit());
        }
    }

    private Page page(List<Found> found, Optional<BatchPlace> next) throws InterruptedException {
        List<Found> whole = new ArrayList<>();
        for (Found batch : found) {
            whole.add(with(batch.job()));
        }
        return new Page(List.copyOf(whole), next);
    }

    /** Of a record of another version nothing can be shown here; the list of jobs tells of it. */
    private Optional<Job> readable(Callable<Optional<Job>> look) throws InterruptedException {
        try {
            return bounded.call(look).filter(job -> job.spec().work() instanceof BatchSpec);
        } catch (UnreadableRecordException foreign) {
            return Optional.empty();
        }
    }
}
