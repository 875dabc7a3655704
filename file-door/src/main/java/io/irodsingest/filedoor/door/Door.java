package io.irodsingest.filedoor.door;

import io.irodsingest.common.metrics.Meters;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorConfig.Places;
import io.irodsingest.filedoor.http.Orchestrator;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a directory. Any number of doors, in any number of processes and machines, may watch the same one. For one thread; what it
 * waits for holds up no other door.
 */
public final class Door implements RunningDoor {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    /** Files that it has at a time, each with a lock; others are left to other doors. */
    private static final int MOST_CLAIMS = 16;
    private static final String THE_DIRECTORY = "its directories";

    private final DoorConfig config;
    private final Places places;
    private final Step.Listener steps;
    private final Settling<Path, Fingerprint> settling;
    private final Intake intake;
    private final Work work;
    private final Troubles troubles;
    private final List<Claim> claims = new ArrayList<>();
    private volatile int taken;

    public Door(DoorConfig config, Places places, Orchestrator orchestrator, Meters meters) {
        this(config, places, orchestrator, System::nanoTime, Step.Listener.NONE, meters);
    }

    /** @param nanos by which files settle, as {@link System#nanoTime} */
    Door(DoorConfig config, Places places, Orchestrator orchestrator, LongSupplier nanos, Step.Listener steps,
            Meters meters) {
        this.config = config;
        this.places = places;
        this.steps = steps;
        this.settling = new Settling<>(config.settle(), nanos);
        this.intake = new Intake(config, places, orchestrator, InstantSource.system(), steps,
                DoorMeters.of(config.name(), meters));
        Results results = new Results(config.name(), new Done(places.done(), steps), orchestrator, steps);
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
        Rounds.run(config.name(), places.incoming().toString(), config.settle(), this::round);
    }

    /** Looks once, and does all that can be done now. What fails is tried again the next time. */
    void round() throws InterruptedException {
        try {
            Claim.makeDirectory(places.taken());
            Files.createDirectories(places.done());
            Files.createDirectories(places.rejected());
            takeOver();
            takeNew();
            troubles.over(THE_DIRECTORY);
        } catch (IOException unusable) {
            troubles.note(THE_DIRECTORY, "a directory cannot be used: " + unusable);
        } catch (DirectoryIteratorException unusable) {
            troubles.note(THE_DIRECTORY, "a directory cannot be read: " + unusable.getCause());
        }
        taken = claims.size();
        work.round(claims, claim -> isReady(claim) && intake.work(claim));
        taken = claims.size();
    }

    /** What processes have left that were killed. */
    private void takeOver() throws IOException {
        Set<String> own = new HashSet<>();
        claims.forEach(claim -> own.add(claim.id()));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(places.taken())) {
            for (Path directory : all) {
                // to try a lock that this process has would end it
                if (claims.size() < MOST_CLAIMS && !own.contains(directory.getFileName().toString())) {
                    takeOver(directory);
                }
            }
        }
    }

    private void takeOver(Path directory) {
        try {
            Claim.takeOver(directory, steps).ifPresent(this::add);
            troubles.over(directory.toString());
        } catch (IOException failed) {
            troubles.note(directory.toString(), "what a door has left in " + directory + " cannot be used: " + failed);
        }
    }

    private void add(Claim claim) {
        LOG.info("door {} goes on with what {} has left", config.name(), claim.id());
        claims.add(claim);
    }

    private void takeNew() throws IOException {
        Set<Path> there = new HashSet<>();
        for (Claim claim : claims) {
            claim.file().ifPresent(there::add);
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(places.incoming(), this::isWanted)) {
            for (Path file : all) {
                there.add(file);
                if (isQuiet(file) && claims.size() < MOST_CLAIMS) {
                    take(file, there);
                }
            }
        }
        settling.retain(there);
    }

    private boolean isWanted(Path file) {
        return !file.getFileName().toString().startsWith(".") && config.pattern().matches(file.getFileName());
    }

    private boolean isQuiet(Path file) throws IOException {
        try {
            Fingerprint fingerprint = Fingerprint.of(file);
            return fingerprint.regular() && settling.isQuiet(file, fingerprint);
        } catch (NoSuchFileException taken) {
            return false;
        }
    }

    private void take(Path file, Set<Path> there) {
        try {
            Optional<Claim> claim = Claim.take(file, places.taken(), steps);
            if (claim.isPresent()) {
                claims.add(claim.get());
                Optional<Path> now = claim.get().file();
                if (now.isPresent()) {
                    settling.moved(file, now.get(), Fingerprint.of(now.get()));
                    there.add(now.get());
                }
            }
            troubles.over(file.toString());
        } catch (IOException failed) {
            troubles.note(file.toString(),
                    Intake.shown(file) + " cannot be taken, or is not there any more: " + failed);
        }
    }

    /** What has changed since it was taken, or comes from another process, is looked at until it has settled. */
    private boolean isReady(Claim claim) throws IOException {
        Optional<Path> file = claim.file();
        return file.isEmpty() || settling.isQuiet(file.get(), Fingerprint.of(file.get()));
    }

    /** Lets go of what it has, for others. */
    @Override
    public void close() {
        for (Claim claim : claims) {
            try {
                claim.close();
            } catch (IOException ignored) {
                LOG.debug("the lock on {} ends with the process", claim.directory());
            }
        }
        claims.clear();
    }
}
