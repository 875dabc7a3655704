package io.irodsingest.filedoor;

import io.irodsingest.common.config.CannotRunException;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.config.Version;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.metrics.MetricsListener;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorConfig.BucketPrefix;
import io.irodsingest.filedoor.config.DoorConfig.Places;
import io.irodsingest.filedoor.door.BucketDoor;
import io.irodsingest.filedoor.door.Door;
import io.irodsingest.filedoor.door.DirectoryCheck;
import io.irodsingest.filedoor.door.RunningDoor;
import io.irodsingest.filedoor.http.Orchestrator;
import io.irodsingest.s3store.S3Credentials;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The file door as a process. */
public final class Main {
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final String ABOUT = """
            Watches directories and buckets, checks the files that come, and makes a batch of each.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings, the file of doors or plug-ins are wrong.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new Program<>("file-door", ABOUT, FileDoorSettings.ALL,
                (values, cluster, environment) -> FileDoorSettings.read(values, cluster)).run(arguments, Main::work);
    }

    private static void work(FileDoorSettings settings) throws IOException, CannotRunException, InterruptedException {
        for (DoorConfig door : settings.doors()) {
            if (door.places() instanceof Places places) {
                DirectoryCheck.run(door.name(), places);
            }
        }
        Termination termination = Termination.bySignals();
        ProcessMetrics metrics = new ProcessMetrics("file-door", Version.CURRENT);
        Orchestrator orchestrator = new Orchestrator(settings.orchestrator(), settings.token(),
                settings.authorities().context());
        termination.closes(orchestrator::close);
        List<RunningDoor> doors = settings.doors().stream()
                .map(config -> open(config, settings, orchestrator, metrics.meters())).toList();
        if (settings.metrics().isPresent()) {
            MetricsListener listener = MetricsListener.start(settings.metrics().get(), metrics,
                    () -> doors.stream().flatMap(door -> door.waits().stream()).toList());
            termination.closes(listener::close);
        }
        for (RunningDoor door : doors) {
            Thread thread = Thread.ofPlatform().name("door-" + door.name()).start(door::run);
            termination.closes(() -> end(door, thread));
        }
        termination.await();
    }

    private static RunningDoor open(DoorConfig config, FileDoorSettings settings, Orchestrator orchestrator,
            Meters meters) {
        return switch (config.places()) {
            case Places places -> new Door(config, places, orchestrator, meters);
            case BucketPrefix prefix -> new BucketDoor(config, prefix,
                    Bucket.open(prefix, new S3Credentials.FromMachine(), settings.authorities()), orchestrator, meters);
        };
    }

    /** Whatever it is at goes on where it was left when it is started anew. */
    private static void end(RunningDoor door, Thread thread) {
        thread.interrupt();
        try {
            if (thread.join(END_LIMIT)) {
                door.close();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
