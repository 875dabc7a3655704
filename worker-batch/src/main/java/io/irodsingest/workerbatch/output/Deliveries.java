package io.irodsingest.workerbatch.output;

import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.OutputPlace;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.Denials;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.JobFailedException;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings output files to the places of batches. Thread-safe. */
public final class Deliveries {
    private static final Set<IrodsError> HELD = EnumSet.of(IrodsError.LOCKED, IrodsError.HIERARCHY);
    private static final Outcome.Done DONE = new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE);

    private final OutputRoots roots;
    private final Stores stores;

    /** Opens buckets. */
    @FunctionalInterface
    public interface Stores {
        /** Puts a file into the place of a bucket. */
        void put(OutputPlace.Bucket place, String key, Path file, TaskContext context)
                throws IOException, InterruptedException;
    }

    public Deliveries(OutputRoots roots, Stores stores) {
        this.roots = roots;
        this.stores = stores;
    }

    /**
     * Looks whether a batch may write where it wants, before anything of it is done.
     *
     * @throws JobFailedException when it may not
     */
    public void check(JobSpec spec) {
        if (BatchSpec.of(spec).output().isPresent()) {
            place(spec);
        }
    }

    /** What a task brings to a place. */
    @FunctionalInterface
    interface Work {
        void to(Destination destination) throws IOException, IrodsException, InterruptedException;
    }

    /** Has a task bring its files to the place of its batch. */
    Outcome run(Task task, TaskContext context, Work work) throws InterruptedException {
        OutputPlace place = place(context.spec());
        try {
            work.to(destination(place, context));
            return DONE;
        } catch (ClosedByInterruptException given) {
            throw new InterruptedException("the batch was stopped");
        } catch (IrodsException refused) {
            return HELD.contains(refused.error()) && context.mayRunElsewhere()
                    ? new Outcome.Locked(DONE, task, refused.getMessage())
                    : failed(place, refused.getMessage());
        } catch (IOException unwritable) {
            return failed(place, unwritable.getMessage() == null ? unwritable.toString() : unwritable.getMessage());
        }
    }

    private static Outcome failed(OutputPlace place, String reason) {
        return new Outcome.JobFailed("output files could not be written to " + place + ": " + reason
                + "; the results are kept");
    }

    private OutputPlace place(JobSpec spec) {
        Optional<String> wanted = BatchSpec.of(spec).output();
        OutputPlace place;
        try {
            place = OutputPlace.parse(wanted.orElseThrow(() -> new JobFailedException("the batch has no output")));
        } catch (InvalidJobException wrong) {
            throw new JobFailedException(wrong.getMessage(), wrong);
        }
        roots.refusal(spec, place).ifPresent(reason -> {
            Denials.note(spec, reason);
            throw new JobFailedException(reason);
        });
        return place;
    }

    private Destination destination(OutputPlace place, TaskContext context) {
        return switch (place) {
            case OutputPlace.Directory directory -> new DirectoryDestination(Path.of(directory.path()),
                    context.jobId(), roots);
            case OutputPlace.Collection collection -> new CollectionDestination(collection.path(), context.jobId(),
                    context);
            case OutputPlace.Bucket bucket -> (name, file) -> stores.put(bucket,
                    (bucket.prefix().isEmpty() ? "" : bucket.prefix() + '/') + context.jobId() + '/' + name, file,
                    context);
        };
    }
}
