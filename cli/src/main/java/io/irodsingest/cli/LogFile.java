package io.irodsingest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A file that lines are appended to, and that is put aside when its time is over. For one thread. */
final class LogFile {
    private final Path file;
    private final Optional<Rollover> rollover;
    private final Clock clock;
    private ZonedDateTime rolloverAt;

    /** @param rollover empty for a file that is never put aside */
    LogFile(Path file, Optional<Rollover> rollover, Clock clock) throws IOException {
        this.file = file;
        this.rollover = rollover;
        this.clock = clock;
        ZonedDateTime from = Files.exists(file)
                ? Files.getLastModifiedTime(file).toInstant().atZone(clock.getZone())
                : ZonedDateTime.now(clock);
        this.rolloverAt = next(from);
    }

    void append(String line) throws IOException {
        ZonedDateTime now = ZonedDateTime.now(clock);
        if (rollover.isPresent() && !now.isBefore(rolloverAt)) {
            if (Files.exists(file)) {
                Files.move(file, unused(file + "." + rollover.get().suffix(rolloverAt)));
            }
            rolloverAt = next(now);
        }
        // in one write, for several commands may share a log
        Files.write(file, (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private ZonedDateTime next(ZonedDateTime from) {
        return rollover.map(time -> time.after(from)).orElse(from);
    }

    private static Path unused(String name) {
        Path path = Path.of(name);
        for (int i = 1; Files.exists(path); i++) {
            path = Path.of(name + "." + i);
        }
        return path;
    }
}
