package io.irodsingest.orchestrator.batch;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.RowChunk;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.batch.BatchContent;
import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.BatchStore.Appended;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.orchestrator.lifecycle.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches in. Their rows are staged where nobody sees them; then the job is made, held; then the rows become part of it in one step;
 * then it is released. Whatever breaks off before the job is made leaves nothing. A wish that is sent again goes on where it was left.
 * Thread-safe.
 */
public final class BatchIntake {
    private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);

    private final Ports ports;
    private final BatchStore store;
    private final BoundedCalls bounded;
    private final Jobs jobs;
    private final ChunkStaging staging;

    /** @param mostBytes that all batches together may take */
    public BatchIntake(Ports ports, BoundedCalls bounded, Jobs jobs, long mostBytes) {
        this.ports = ports;
        this.store = ports.batches();
        this.bounded = bounded;
        this.jobs = jobs;
        this.staging = new ChunkStaging(store, bounded, "these rows", mostBytes);
    }

    /**
     * What came of a wish.
     *
     * @param isNew whether the batch was made now, and not by an earlier wish for the same
     */
    public record Submitted(Job job, BatchContent content, boolean isNew) {}

    /** Whether a wish was fulfilled before, as far as its job is there: what it needed then, it needs no more. */
    public boolean isMade(NewJob wish) throws InterruptedException {
        return bounded.call(() -> ports.jobs().byId(wish.id())).isPresent();
    }

    /**
     * Makes a batch.
     *
     * @param wish whose job waits for its release; it may have been fulfilled before
     * @param hold whether it is not released
     * @param used what to answer when there is a job of that id that another wish made, also one for other rows
     * @throws Refusal when it cannot be made; then there is none, as far as is known
     * @throws IOException when the rows break off
     */
    public Submitted submit(NewJob wish, RowReader rows, boolean hold, Function<Job, Refusal> used)
            throws IOException, InterruptedException {
        Optional<Job> before = bounded.call(() -> ports.jobs().byId(wish.id()));
        if (before.isPresent()) {
            if (!wish.isFulfilledBy(before.get())) {
                throw used.apply(before.get());
            }
            BatchContent content = bounded.call(() -> store.content(wish.id()));
            if (!content.segments().isEmpty() || !BatchStatus.isHeld(before.get())) {
                return again(before.get(), content, rows, hold, used);
            }
        }
        Segment staged = staging.stage(wish.id(), UUID.randomUUID().toString(), new RowChunks(rows));
        Jobs.Started started = started(wish, used, staged);
        BatchContent content = filled(started.job(), staged, used);
        if (!hold) {
            jobs.release(started.job());
        }
        LOG.info("batch {} has {} rows", started.job().spec().name(), content.rows());
        return new Submitted(jobs.find(started.job().id()), content, started.isNew());
    }

    /** Rows that were sent once more are only compared. */
    private Submitted again(Job job, BatchContent content, RowReader rows, boolean hold, Function<Job, Refusal> used)
            throws IOException, InterruptedException {
        if (!content.segments().isEmpty()) {
            Segment first = content.segments().getFirst();
            if (!staging.measure(first.token(), new RowChunks(rows)).equals(first)) {
                throw used.apply(job);
            }
            if (!hold && BatchStatus.isHeld(job)) {
                jobs.release(job);
            }
        }
        return new Submitted(jobs.find(job.id()), content, false);
    }

    private Jobs.Started started(NewJob wish, Function<Job, Refusal> used, Segment staged)
            throws InterruptedException {
        try {
            return jobs.start(wish, used);
        } catch (RuntimeException | InterruptedException failed) {
            staging.forget(wish.id(), staged);
            throw failed;
        }
    }

    /** What fails here is not taken back: nobody knows how far it came, and the same wish goes on with it. */
    private BatchContent filled(Job job, Segment staged, Function<Job, Refusal> used) throws InterruptedException {
        Appended appended = bounded.call(() -> {
            store.enlist(place(job));
            return store.append(job.id(), staged, true);
        });
        if (!(appended instanceof Appended.Done done)) {
            staging.forget(job.id(), staged);
            throw refused(job, appended);
        }
        Segment first = done.content().segments().getFirst();
        if (!first.token().equals(staged.token())) {
            // somebody has sent the same wish at the same time, and was faster
            staging.forget(job.id(), staged);
            if (!isSame(first, staged)) {
                throw used.apply(job);
            }
        }
        return done.content();
    }

    /**
     * Gives a batch the rows that are kept with its job, and lets it begin. Again it does no harm.
     *
     * @return whether there are such rows
     * @throws Refusal when it cannot be done now
     */
    public boolean fill(Job job) throws InterruptedException {
        Optional<byte[]> kept = bounded.call(() -> ports.jobs().handler(job.id()));
        if (kept.isEmpty()) {
            return false;
        }
        Iterator<BatchRow> rows = RowChunk.decode(kept.get()).iterator();
        RowReader reader = () -> rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        try {
            Segment staged = staging.stage(job.id(), UUID.randomUUID().toString(), new RowChunks(reader));
            filled(job, staged, other -> Refusal.conflict("Other rows", "the rows are others by now"));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        jobs.release(job);
        return true;
    }

    private static BatchPlace place(Job job) {
        BatchSpec batch = BatchSpec.of(job.spec());
        return new BatchPlace(job.createdAt(), job.id(), batch.processor().app(), batch.processor().op(),
                batch.query());
    }

    private static boolean isSame(Segment one, Segment other) {
        return new Segment(other.token(), one.chunks(), one.rows(), one.firstLine(), one.lastLine(), one.bytes())
                .equals(other);
    }

    /** Begins to read rows that come behind others. */
    @FunctionalInterface
    public interface Behind {
        /** @param lastLine of the rows before */
        RowReader rows(long lastLine);
    }

    /**
     * Adds rows to a batch that takes some.
     *
     * @param token by which these rows are known when they are sent again; empty when they are not
     * @return what the batch has then
     * @throws Refusal when it takes no rows, or not these; then nothing of it is changed
     * @throws IOException when the rows break off
     */
    public BatchContent append(Job job, Optional<String> token, Behind behind)
            throws IOException, InterruptedException {
        BatchContent content = bounded.call(() -> store.content(job.id()));
        Optional<Segment> before = content.segments().stream()
                .filter(one -> token.filter(one.token()::equals).isPresent())
                .findFirst();
        if (before.isPresent()) {
            long lastLine = content.segments().stream().takeWhile(one -> !one.equals(before.get()))
                    .mapToLong(Segment::lastLine).max().orElse(0);
            if (!staging.measure(before.get().token(), new RowChunks(behind.rows(lastLine))).equals(before.get())) {
                throw Refusal.conflict("Idempotency-Key used",
                        "the Idempotency-Key was used for other rows; take a new one for each wish");
            }
            return content;
        }
        if (!BatchStatus.isHeld(job)) {
            throw notHeld(job);
        }
        Segment staged = staging.stage(job.id(), token.orElseGet(() -> UUID.randomUUID().toString()),
                new RowChunks(behind.rows(content.lastLine())));
        Appended appended = bounded.call(() -> store.append(job.id(), staged, false));
        if (appended instanceof Appended.Done done) {
            LOG.info("batch {} has {} rows", job.spec().name(), done.content().rows());
            return done.content();
        }
        if (token.isEmpty()) {
            // rows with a token may have been added by who sent them at the same time, and are left to time
            staging.forget(job.id(), staged);
        }
        throw refused(job, appended);
    }

    private Refusal refused(Job job, Appended appended) throws InterruptedException {
        return switch (appended) {
            case Appended.Done done -> throw new IllegalArgumentException("nothing was refused");
            case Appended.NotHeld now -> notHeld(jobs.find(job.id()));
            case Appended.LineTaken taken -> Refusal.conflict("Line taken",
                    "the first of these rows is not behind line " + taken.lastLine() + ", the last one of batch '"
                            + job.spec().name() + "'; rows that are added come behind those that are there");
            case Appended.TooManySegments many -> Refusal.conflict("Too many parts", "batch '" + job.spec().name()
                    + "' has come in " + many.most() + " parts, which are the most; send more rows at a time");
            case Appended.Gone gone ->
                Refusal.unavailable("the rows took too long, and are forgotten; send them again");
            case Appended.Unknown unknown -> Refusal.unknown("batch", job.id());
        };
    }

    private static Refusal notHeld(Job job) {
        return Refusal.conflict("Not in this state", "batch '" + job.spec().name() + "' is " + BatchStatus.of(job)
                + " and takes no more rows: rows can be added while a batch is held, which is said when it is submitted");
    }
}
