package io.irodsingest.filedoor.door;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import io.irodsingest.batchtasks.Processor;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.filedoor.StandInOrchestrator;
import io.irodsingest.filedoor.check.Checkers;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorConfig.Places;
import io.irodsingest.filedoor.http.Orchestrator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A directory with doors on it, and a time that passes when a test says so. */
final class DroppedFiles implements AutoCloseable {
    static final Duration SETTLE = Duration.ofSeconds(10);

    final Path incoming;
    final StandInOrchestrator orchestrator = new StandInOrchestrator();
    private final Orchestrator client = orchestrator.client();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Door> doors = new ArrayList<>();

    DroppedFiles(Path incoming) throws Exception {
        this.incoming = incoming;
    }

    Door door(String checker) {
        return door(checker, Step.Listener.NONE);
    }

    Door door(String checker, Step.Listener steps) {
        Door door = new Door(config(checker), places(), client, nanos::get, steps, Meters.NONE);
        doors.add(door);
        return door;
    }

    DoorConfig config(String checker) {
        return new DoorConfig("avus", places(), FileSystems.getDefault().getPathMatcher("glob:*"),
                Checkers.builtIn().find(checker).orElseThrow(), new Processor("irods", "avu"),
                Map.of("max_failed", "5%", "context", "{\"zone\":\"tempZone\"}"), SETTLE);
    }

    private Places places() {
        return new Places(incoming, incoming.resolve("done"), incoming.resolve("rejected"));
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Lets the door look, the time to settle pass, and the door look again until all that it took is where it belongs. */
    void settle(Door door) throws InterruptedException {
        door.round();
        pass(SETTLE);
        door.round();
        door.round();
    }

    Path drop(String name, String content) throws IOException {
        return drop(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Path drop(String name, byte[] content) throws IOException {
        return Files.write(incoming.resolve(name), content);
    }

    void append(String name, String more) throws IOException {
        Files.writeString(incoming.resolve(name), more, CREATE, APPEND);
    }

    /** The files of all directories, but for those of the door's own, by their paths. */
    TreeSet<String> files() throws IOException {
        TreeSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(incoming)) {
            all.filter(Files::isRegularFile).map(file -> incoming.relativize(file).toString())
                    .filter(name -> !name.contains("/.register/")).forEach(files::add);
        }
        return files;
    }

    String read(String name) throws IOException {
        return Files.readString(incoming.resolve(name));
    }

    /** Whether nothing is being worked on. */
    boolean isIdle() throws IOException {
        try (Stream<Path> claims = Files.list(incoming.resolve(".taken"))) {
            return claims.findAny().isEmpty();
        }
    }

    @Override
    public void close() {
        doors.forEach(Door::close);
        client.close();
        orchestrator.close();
    }
}
