package io.irodsingest.filedoor;

import io.irodsingest.common.config.CannotRunException;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.config.Version;
import io.irodsingest.common.metrics.MetricsListener;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.door.Door;
import io.irodsingest.filedoor.door.DirectoryCheck;
import io.irodsingest.filedoor.http.Orchestrator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The file door as a process. */
public final class Main {
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final String ABOUT = """
            Watches directories, checks the files that come, and makes a batch of each.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings, the file of doors or plug-ins are wrong.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new Program<>("file-door", ABOUT, FileDoorSettings.ALL,
                (values, cluster, environment) -> FileDoorSettings.read(values, cluster)).run(arguments, Main::work);
    }

    private static void work(FileDoorSettings settings) throws IOException, CannotRunException, InterruptedException {
        for (DoorConfig door : settings.doors()) {
            DirectoryCheck.run(door);
        }
        Termination termination = Termination.bySignals();
        ProcessMetrics metrics = new ProcessMetrics("file-door", Version.CURRENT);
        Orchestrator orchestrator = new Orchestrator(settings.orchestrator(), settings.token(), settings.tls());
        termination.closes(orchestrator::close);
        List<Door> doors = settings.doors().stream()
                .map(config -> new Door(config, orchestrator, metrics.meters())).toList();
        if (settings.metrics().isPresent()) {
            MetricsListener listener = MetricsListener.start(settings.metrics().get(), metrics,
                    () -> doors.stream().flatMap(door -> door.waits().stream()).toList());
            termination.closes(listener::close);
        }
        for (Door door : doors) {
            Thread thread = Thread.ofPlatform().name("door-" + door.name()).start(door::run);
            termination.closes(() -> end(thread));
        }
        termination.await();
    }

    /** Whatever it is at goes on where it was left when it is started anew. */
    private static void end(Thread door) {
        door.interrupt();
        try {
            door.join(END_LIMIT);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
