package io.irodsingest.filedoor.door;

import io.irodsingest.common.metrics.Meters;
import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.bucket.StoredObject;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorConfig.BucketPrefix;
import io.irodsingest.filedoor.http.AwayException;
import io.irodsingest.filedoor.http.Orchestrator;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Watches a prefix of a bucket. Any number of doors, in any number of processes and machines, may watch the same one. For one thread; what
 * it waits for holds up no other door.
 */
public final class BucketDoor implements RunningDoor {
    /** Objects that are on this machine at a time. */
    private static final int MOST_IN_WORK = 16;
    private static final String THE_BUCKET = "its bucket";

    private final DoorConfig config;
    private final BucketPrefix prefix;
    private final Bucket bucket;
    private final Step.Listener steps;
    private final Settling<String, StoredObject> settling;
    private final BucketPlaces places;
    private final BucketIntake intake;
    private final Work work;
    private final Troubles troubles;
    private final List<Downloaded> files = new ArrayList<>();
    /** Keys of objects that it cannot work on. */
    private Set<String> left = Set.of();
    private volatile int taken;

    /** @param bucket which the door closes */
    public BucketDoor(DoorConfig config, BucketPrefix prefix, Bucket bucket, Orchestrator orchestrator, Meters meters) {
        this(config, BucketPlaces.of(bucket, prefix, Step.Listener.NONE), prefix, orchestrator, System::nanoTime,
                Step.Listener.NONE, meters);
    }

    /** @param nanos by which objects settle, as {@link System#nanoTime} */
    BucketDoor(DoorConfig config, BucketPlaces places, BucketPrefix prefix, Orchestrator orchestrator,
            LongSupplier nanos, Step.Listener steps, Meters meters) {
        this.config = config;
        this.prefix = prefix;
        this.places = places;
        this.bucket = places.bucket();
        this.steps = steps;
        this.settling = new Settling<>(config.settle(), nanos);
        this.intake = new BucketIntake(config, places, orchestrator, InstantSource.system(), steps,
                DoorMeters.of(config.name(), meters));
        Results results = new Results(config.name(), places.done(), orchestrator, steps);
        this.troubles = new Troubles(config.name());
        this.work = new Work(troubles, results);
        DoorMeters.gauges(config.name(), meters, () -> taken, results::open);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public List<String> waits() {
        return troubles.told();
    }

    @Override
    public void run() {
        Rounds.run(config.name(), prefix.toString(), config.settle(), this::round);
    }

    /** Looks once, and does all that can be done now. What fails is tried again the next time. */
    void round() throws InterruptedException {
        try {
            takeNew();
            troubles.over(THE_BUCKET);
        } catch (InterruptedIOException ending) {
            throw Rounds.interrupted(ending);
        } catch (IOException unusable) {
            troubles.note(THE_BUCKET, prefix + " cannot be used: " + unusable.getMessage());
        }
        taken = files.size();
        work.round(files, this::goOn);
        taken = files.size();
    }

    private void takeNew() throws IOException {
        Set<String> there = new HashSet<>();
        Set<String> unusable = new HashSet<>();
        Set<StoredObject> inWork = new HashSet<>();
        files.forEach(file -> inWork.add(file.object()));
        for (StoredObject object : bucket.list(prefix.prefix())) {
            if (isWanted(object, unusable)) {
                there.add(object.key());
                if (settling.isQuiet(object.key(), object) && files.size() < MOST_IN_WORK
                        && !inWork.contains(object)) {
                    take(object);
                }
            }
        }
        settling.retain(there);
        left.stream().filter(key -> !unusable.contains(key)).forEach(troubles::over);
        left = unusable;
    }

    private boolean isWanted(StoredObject object, Set<String> unusable) {
        String name = object.name();
        if (name.isEmpty() || name.startsWith(".")) {
            return false;
        }
        try {
            if (!config.pattern().matches(Path.of(name))) {
                return false;
            }
        } catch (InvalidPathException unmatchable) {
            leave(object, "its name cannot be compared with the pattern in this process' locale", unusable);
            return false;
        }
        if (object.size() > Bucket.LARGEST) {
            leave(object, "it has more than " + Bucket.LARGEST + " bytes, which a store copies at once; divide it",
                    unusable);
            return false;
        }
        return true;
    }

    private void leave(StoredObject object, String reason, Set<String> unusable) {
        unusable.add(object.key());
        troubles.note(object.key(), BucketIntake.shown(object) + " is left, for " + reason);
    }

    private void take(StoredObject object) throws IOException {
        Optional<Downloaded> file;
        try {
            file = Downloaded.of(object, bucket);
        } catch (IOException failed) {
            // the next round begins with others
            settling.forget(object.key());
            throw failed;
        }
        if (file.isPresent()) {
            files.add(file.get());
            steps.done(Step.DOWNLOADED);
        }
    }

    private boolean goOn(Downloaded file) throws AwayException, IOException, InterruptedException {
        if (!intake.work(file)) {
            // others have their turn, among them perhaps the one that it waits for
            settling.forget(file.object().key());
        }
        file.close();
        return true;
    }

    /** Deletes what is on this machine; the objects are left to others. */
    @Override
    public void close() {
        files.forEach(Downloaded::close);
        files.clear();
        places.done().discard();
        bucket.close();
    }
}
