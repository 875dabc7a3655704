package io.irodsingest.filedoor.door;

import io.irodsingest.common.access.AuditLog;
import io.irodsingest.filedoor.check.CheckResult;
import io.irodsingest.filedoor.check.Complaint;
import io.irodsingest.filedoor.check.Digest;
import io.irodsingest.filedoor.check.FileCheck;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorConfig.Places;
import io.irodsingest.filedoor.door.Claim.Rows;
import io.irodsingest.filedoor.http.AwayException;
import io.irodsingest.filedoor.http.Orchestrator;
import io.irodsingest.filedoor.http.RefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a file that was taken to its place: as a batch, as one that was a batch before, or rejected. */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final DoorConfig door;
    private final Places places;
    private final Orchestrator orchestrator;
    private final InstantSource clock;
    private final Step.Listener steps;
    private final Register register;
    private final Rejection rejection;
    private final Done done;
    private final DoorMeters meters;

    Intake(DoorConfig door, Places places, Orchestrator orchestrator, InstantSource clock, Step.Listener steps,
            DoorMeters meters) {
        this.door = door;
        this.places = places;
        this.orchestrator = orchestrator;
        this.clock = clock;
        this.steps = steps;
        this.meters = meters;
        this.register = new Register(places.done());
        this.rejection = new Rejection(places.rejected(), steps);
        this.done = new Done(places.done(), steps);
    }

    /**
     * Goes on with a claim as far as it can.
     *
     * @return whether nothing more is to be done for it; otherwise its file has changed meanwhile, or waits for another file to be decided
     * @throws AwayException when it can go on only with the orchestrator
     */
    boolean work(Claim claim) throws AwayException, IOException, InterruptedException {
        Optional<Path> file = claim.file();
        if (file.isEmpty()) {
            claim.release();
            return true;
        }
        try {
            return work(claim, file.get());
        } catch (AccessDeniedException unreadable) {
            if (Files.isReadable(file.get())) {
                throw unreadable;
            }
            reject(claim, file.get(), List.of(Complaint.ofAll("it cannot be read: permission denied")), 1);
            return true;
        }
    }

    private boolean work(Claim claim, Path file) throws AwayException, IOException, InterruptedException {
        if (!Fingerprint.of(file).regular()) {
            reject(claim, file, List.of(Complaint.ofAll("it is no regular file")), 1);
            return true;
        }
        String digest = claim.digest(file, Digest::of);
        steps.done(Step.DIGESTED);
        String batchId = door.batchId(digest);
        Optional<Register.Entry> entry = register.find(batchId);
        if (isOfAnother(entry, claim)) {
            return repeat(claim, file, entry.get());
        }
        if (entry.isEmpty() && orchestrator.batch(batchId).isPresent()) {
            putRepeat(claim, file, batchId);
            return true;
        }
        Optional<Rows> kept = claim.rows(digest);
        if (kept.isEmpty()) {
            CheckResult result = FileCheck.run(door.checker(), file, claim.rowsInTheMaking());
            steps.done(Step.CHECKED);
            if (!result.digest().equals(digest)) {
                LOG.warn(
                        "door {}: {} was written to after it had not changed for {} s; it is taken when it has not again."
                                + " A longer settle time, or writing under another name first, helps",
                        door.name(), shown(file),
                        door.settle().toSeconds());
                claim.forgetDigest();
                return false;
            }
            if (result.wrong() > 0) {
                reject(claim, file, result.complaints(), result.wrong());
                return true;
            }
            kept = Optional.of(claim.keepRows(digest, result.rows()));
            steps.done(Step.ROWS_KEPT);
        }
        return submit(claim, file, kept.get(), digest);
    }

    private static boolean isOfAnother(Optional<Register.Entry> entry, Claim claim) {
        return entry.isPresent() && !entry.get().claim().equals(claim.id());
    }

    /** @return whether it is one; it is not known as long as the file that came first can still be refused */
    private boolean repeat(Claim claim, Path file, Register.Entry first) throws IOException {
        // who refuses the first file takes it out of the register before its claim is gone
        boolean decided = !Files.exists(places.taken().resolve(first.claim()))
                && register.find(first.batch()).filter(first::equals).isPresent();
        if (decided) {
            putRepeat(claim, file, first.batch());
        }
        return decided;
    }

    private boolean submit(Claim claim, Path file, Rows rows, String digest)
            throws AwayException, IOException, InterruptedException {
        orchestrator.requireProcessors();
        String batchId = door.batchId(digest);
        String name = shown(file);
        Register.Entry entry = register
                .enter(new Register.Entry(batchId, claim.id(), name, clock.instant()), claim.directory());
        if (isOfAnother(Optional.of(entry), claim)) {
            return repeat(claim, file, entry);
        }
        steps.done(Step.REGISTERED);
        try {
            orchestrator.submit(door.parameters(batchId, name), rows.file());
        } catch (RefusedException refused) {
            // it may have become a batch when it was sent before, and the answer was lost
            if (orchestrator.batch(batchId).isEmpty()) {
                register.remove(batchId);
                steps.done(Step.UNREGISTERED);
                reject(claim, file, List.of(Complaint.ofAll(refused.getMessage())), 1);
                return true;
            }
        }
        steps.done(Step.SUBMITTED);
        done.put(claim, file, new TakenFile(door.name(), name, batchId, door.processor().app(), door.processor().op(),
                Files.size(file), digest, rows.count(), clock.instant(), Optional.empty()));
        meters.batches().increment();
        LOG.info("door {}: {} is batch {} with {} rows", door.name(), name, batchId, rows.count());
        return true;
    }

    private void putRepeat(Claim claim, Path file, String batchId) throws IOException {
        Path place = done.putRepeat(claim, file, batchId);
        meters.repeats().increment();
        LOG.warn("door {}: {} has come before, as batch {}; it is not run again, and is {} now", door.name(),
                shown(file), batchId, shown(place));
    }

    private void reject(Claim claim, Path file, List<Complaint> complaints, long all) throws IOException {
        Path aside = rejection.reject(claim, file, complaints, all);
        meters.rejected().increment();
        LOG.warn("door {}: {} is rejected, for {} reasons, and is {} now; the first one is: {}", door.name(),
                shown(file), all, shown(aside), complaints.getFirst().printable());
    }

    /** A name for people, and for messages. */
    static String shown(Path file) {
        return AuditLog.printable(file.getFileName().toString());
    }
}
