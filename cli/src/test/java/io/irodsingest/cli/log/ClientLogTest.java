package io.irodsingest.cli.log;

import io.irodsingest.cli.command.Terminal;

import static org.assertj.core.api.Assertions.assertThat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientLogTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    private Path directory;

    /** 2026-11-24 is a Tuesday. */
    @ParameterizedTest
    @CsvSource({"S,90,2026-11-24T10:01:30,2026-11-24_10-00-00", "M,1,2026-11-24T10:01,2026-11-24_10-00",
            "h,2,2026-11-24T12:00,2026-11-24_10", "D,1,2026-11-25T10:00,2026-11-24",
            "midnight,1,2026-11-25T00:00,2026-11-24", "MIDNIGHT,3,2026-11-27T00:00,2026-11-24",
            "W1,1,2026-11-25T00:00,2026-11-18", "W0,1,2026-12-01T00:00,2026-11-24", "w6,2,2026-12-07T00:00,2026-11-23"})
    void aFileIsPutAsideWhenPythonDoesIt(String when, int interval, String expected, String suffix) {
        Rollover rollover = new Rollover(when, interval);

        ZonedDateTime next = rollover.after(at("2026-11-24T10:00:00"));

        assertThat(next).isEqualTo(at(expected));
        assertThat(rollover.suffix(next)).isEqualTo(suffix);
    }

    @Test
    void aFileFromBeforeIsPutAsideAndNoneIsOverwritten() throws Exception {
        Path file = Files.writeString(directory.resolve("client.log"), "old\n");
        Files.setLastModifiedTime(file, FileTime.from(at("2026-11-24T10:00:00").toInstant()));
        Files.writeString(directory.resolve("client.log.2026-11-24_10"), "older\n");
        Optional<Rollover> hourly = Optional.of(new Rollover("H", 1));

        LogFile early = new LogFile(file, hourly, clock("2026-11-24T10:59:59"));
        early.append("in time");
        Files.setLastModifiedTime(file, FileTime.from(at("2026-11-24T10:00:00").toInstant()));
        LogFile late = new LogFile(file, hourly, clock("2026-11-24T11:00:00"));
        late.append("new");
        late.append("newer");

        assertThat(file).content().isEqualTo("new\nnewer\n");
        assertThat(directory.resolve("client.log.2026-11-24_10")).content().isEqualTo("older\n");
        assertThat(directory.resolve("client.log.2026-11-24_10.1")).content().isEqualTo("old\nin time\n");
    }

    /** Commands that run at a time, each of which puts the file aside when it finds that it is time. */
    @Test
    void commandsThatShareALogLoseNoLine() throws Exception {
        Path file = directory.resolve("client.log");
        AtomicLong lines = new AtomicLong();
        Clock clock = new ClockOf(() -> at("2026-11-24T10:00:00").toInstant().plusSeconds(lines.get() / 20));
        int commands = 4;
        int each = 500;
        try (ExecutorService threads = Executors.newFixedThreadPool(commands)) {
            List<Future<Void>> running = IntStream.range(0, commands).mapToObj(number -> threads.<Void>submit(() -> {
                LogFile log = new LogFile(file, Optional.of(new Rollover("S", 1)), clock);
                for (int i = 0; i < each; i++) {
                    log.append("command " + number + " line " + i);
                    lines.incrementAndGet();
                }
                return null;
            })).toList();
            for (Future<Void> command : running) {
                command.get();
            }
        }

        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path one : files.toList()) {
                found.addAll(Files.readAllLines(one));
            }
        }
        assertThat(found).hasSize(commands * each).doesNotHaveDuplicates();
    }

    private static final class ClockOf extends Clock {
        private final Supplier<Instant> now;

        private ClockOf(Supplier<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    @Test
    void aCommandLogsWhatItIsTold() throws IOException {
        Path file = directory.resolve("client.log");

        Terminal.Result quiet = run("list", "--log-filename", file.toString());
        Terminal.Result full = run("list", "--log_filename", file.toString(), "--log_level", "debug", "--log_when",
                "D");

        assertThat(quiet.exitCode()).isEqualTo(1);
        assertThat(full.err()).isEqualTo(quiet.err()).hasLineCount(1);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(6)
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z (INFO |WARN |ERROR) .*"));
        assertThat(lines.getFirst()).contains("INFO  irods-ingest list --url");
        assertThat(lines.get(3)).contains("INFO  irods-ingest list --url");
        assertThat(lines.getLast()).contains("ERROR the orchestrator at " + NOBODY + " cannot be reached");
    }

    @Test
    void withoutAFileItGoesToStderr() {
        Terminal.Result result = run("list", "--log-level", "INFO");

        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(4).anyMatch(line -> line.contains(" WARN  the orchestrator at "));
        assertThat(run("list", "--log-level", "CRITICAL").err()).hasLineCount(1);
        assertThat(run("list").err()).as("the log of the command before is closed").hasLineCount(1);
    }

    @Test
    void wrongUsesAreToldInOneLine() {
        String file = directory.resolve("client.log").toString();
        Stream.of(run("list", "--log-when", "H"), run("list", "--log-interval", "2"),
                run("list", "--log-filename", file, "--log-when", "X"), run("list", "--log-level", "loud"),
                run("list", "--log-filename", directory.toString()),
                run("list", "--log-filename", directory + "/missing/client.log")).forEach(result -> {
                    assertThat(result.exitCode()).as(result.toString()).isEqualTo(2);
                    assertThat(result.err()).hasLineCount(1).contains("log");
                });
    }

    private static Terminal.Result run(String... arguments) {
        return new Terminal(Map.of("URL", NOBODY)).run(arguments);
    }

    private static ZonedDateTime at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE);
    }

    private static Clock clock(String local) {
        Instant instant = at(local).toInstant();
        return Clock.fixed(instant, ZONE);
    }
}
