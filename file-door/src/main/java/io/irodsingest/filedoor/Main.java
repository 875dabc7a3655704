package io.irodsingest.filedoor;

import io.irodsingest.common.config.CannotRunException;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.Termination;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.door.Door;
import io.irodsingest.filedoor.door.DirectoryCheck;
import io.irodsingest.filedoor.http.Orchestrator;
import java.time.Duration;

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

    private static void work(FileDoorSettings settings) throws CannotRunException, InterruptedException {
        for (DoorConfig door : settings.doors()) {
            DirectoryCheck.run(door);
        }
        Termination termination = Termination.bySignals();
        Orchestrator orchestrator = new Orchestrator(settings.orchestrator(), settings.token(), settings.tls());
        termination.closes(orchestrator::close);
        for (DoorConfig config : settings.doors()) {
            Door door = new Door(config, orchestrator);
            Thread thread = Thread.ofPlatform().name("door-" + config.name()).start(door::run);
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
