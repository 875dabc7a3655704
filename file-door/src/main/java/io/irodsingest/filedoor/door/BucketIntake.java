package io.irodsingest.filedoor.door;

import io.irodsingest.common.access.AuditLog;
import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.bucket.StoredObject;
import io.irodsingest.filedoor.check.CheckResult;
import io.irodsingest.filedoor.check.Complaint;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.door.BucketRegister.Entry;
import io.irodsingest.filedoor.http.AwayException;
import io.irodsingest.filedoor.http.Orchestrator;
import io.irodsingest.filedoor.http.RefusedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an object to its place, as {@link Intake} does a file. Nobody has an object to himself, for stores know no renaming: several doors may
 * do the same with it at the same time, and what the second one does changes nothing.
 */
final class BucketIntake {
    private static final Logger LOG = LoggerFactory.getLogger(BucketIntake.class);

    private final DoorConfig door;
    private final Bucket bucket;
    private final Orchestrator orchestrator;
    private final InstantSource clock;
    private final Step.Listener steps;
    private final BucketRegister register;
    private final BucketRejection rejection;
    private final BucketDone done;
    private final DoorMeters meters;

    BucketIntake(DoorConfig door, BucketPlaces places, Orchestrator orchestrator, InstantSource clock,
            Step.Listener steps, DoorMeters meters) {
        this.door = door;
        this.bucket = places.bucket();
        this.orchestrator = orchestrator;
        this.clock = clock;
        this.steps = steps;
        this.register = places.register();
        this.rejection = places.rejection();
        this.done = places.done();
        this.meters = meters;
    }

    /**
     * Goes on with an object as far as it can.
     *
     * @return whether nothing more is to be done for it; otherwise it waits for another object to be decided
     * @throws AwayException when it can go on only with the orchestrator
     */
    boolean work(Downloaded file) throws AwayException, IOException, InterruptedException {
        String batchId = door.batchId(file.digest());
        Optional<Entry> entry = register.find(batchId);
        if (entry.isEmpty() && orchestrator.batch(batchId).isPresent()) {
            // a door at the same object may have made the batch since it was looked for, and has entered it before
            entry = register.find(batchId);
            if (entry.isEmpty()) {
                putRepeat(file, batchId);
                return true;
            }
        }
        if (entry.isPresent() && !entry.get().isOf(file.object())) {
            return workBehind(entry.get(), file);
        }
        if (entry.isPresent() && entry.get().isBatch()) {
            finish(file, batchId);
            return true;
        }
        if (entry.isEmpty() && !bucket.isThere(file.object())) {
            return true;
        }
        return check(file);
    }

    /** Another object with this content came first. */
    private boolean workBehind(Entry first, Downloaded file) throws AwayException, IOException, InterruptedException {
        boolean isThere = !first.object().key().equals(file.object().key()) && bucket.isThere(first.object());
        // only now, for the first one goes away behind what is entered
        Optional<Entry> entry = register.find(first.batch());
        if (entry.filter(Entry::isBatch).isPresent()) {
            putRepeat(file, first.batch());
            return true;
        }
        if (isThere || entry.filter(first::equals).isEmpty()) {
            return false;
        }
        LOG.warn("door {}: {} was taken away before it was a batch; {} has the same content, and is worked on",
                door.name(), shown(first.object()), shown(file.object()));
        register.replace(new Entry(first.batch(), file.object(), clock.instant(), false));
        return check(file);
    }

    private boolean check(Downloaded file) throws AwayException, IOException, InterruptedException {
        CheckResult result = file.check(door.checker());
        steps.done(Step.CHECKED);
        if (result.wrong() > 0) {
            reject(file, result.complaints(), result.wrong());
            return true;
        }
        orchestrator.requireProcessors();
        Entry entry = register.enter(new Entry(door.batchId(file.digest()), file.object(), clock.instant(), false));
        if (!entry.isOf(file.object())) {
            return false;
        }
        steps.done(Step.REGISTERED);
        submit(file, entry, result.rows());
        return true;
    }

    private void submit(Downloaded file, Entry entry, long rows)
            throws AwayException, IOException, InterruptedException {
        String name = shown(file.object());
        String batchId = entry.batch();
        try {
            orchestrator.submit(door.parameters(batchId, name), file.rows());
        } catch (RefusedException refused) {
            // it may have become a batch when it was sent before, and the answer was lost
            if (orchestrator.batch(batchId).isEmpty()) {
                register.remove(batchId);
                steps.done(Step.UNREGISTERED);
                reject(file, List.of(Complaint.ofAll(refused.getMessage())), 1);
                return;
            }
        }
        steps.done(Step.SUBMITTED);
        done.note(new TakenFile(door.name(), name, batchId, door.processor().app(), door.processor().op(),
                file.object().size(), file.digest(), rows, clock.instant(), Optional.empty()));
        register.isBatch(entry);
        steps.done(Step.BATCH_REGISTERED);
        LOG.info("door {}: {} is batch {} with {} rows", door.name(), name, batchId, rows);
        finish(file, batchId);
    }

    private void finish(Downloaded file, String batchId) throws IOException {
        if (done.put(file, batchId)) {
            meters.batches().increment();
        }
    }

    private void putRepeat(Downloaded file, String batchId) throws IOException {
        done.putRepeat(file, batchId).ifPresent(place -> {
            meters.repeats().increment();
            LOG.warn("door {}: {} has come before, as batch {}; it is not run again, and is {} now", door.name(),
                    shown(file.object()), batchId, AuditLog.printable(place));
        });
    }

    private void reject(Downloaded file, List<Complaint> complaints, long all) throws IOException {
        Optional<String> aside = rejection.reject(file, complaints, all);
        if (aside.isPresent()) {
            meters.rejected().increment();
            LOG.warn("door {}: {} is rejected, for {} reasons, and is {} now; the first one is: {}", door.name(),
                    shown(file.object()), all, AuditLog.printable(aside.get()), complaints.getFirst().printable());
        }
    }

    /** A name for people, and for messages. */
    static String shown(StoredObject object) {
        return AuditLog.printable(object.name());
    }
}
