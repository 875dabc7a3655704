package io.irodsingest.cli.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A file that lines are appended to, and that is put aside when its time is over. Several commands may share it, and none loses
 * a line of another. For one thread.
 */
public final class LogFile {
    private final Path file;
    private final Optional<Rollover> rollover;
    private final Clock clock;
    private ZonedDateTime rolloverAt;

    /** @param rollover empty for a file that is never put aside */
    public LogFile(Path file, Optional<Rollover> rollover, Clock clock) throws IOException {
        this.file = file;
        this.rollover = rollover;
        this.clock = clock;
        ZonedDateTime from = Files.exists(file)
                ? Files.getLastModifiedTime(file).toInstant().atZone(clock.getZone())
                : ZonedDateTime.now(clock);
        this.rolloverAt = next(from);
    }

    public void append(String line) throws IOException {
        ZonedDateTime now = ZonedDateTime.now(clock);
        if (rollover.isPresent() && !now.isBefore(rolloverAt)) {
            putAside(file + "." + rollover.get().suffix(rolloverAt));
            rolloverAt = next(now);
        }
        // in one write, for several commands may share a log
        Files.write(file, (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private ZonedDateTime next(ZonedDateTime from) {
        return rollover.map(time -> time.after(from)).orElse(from);
    }

    private void putAside(String name) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Path own = claimed(name);
        try {
            Files.move(file, own, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException done) {
            // another command that shares the log was faster
            Files.delete(own);
        }
    }

    /** An empty file of that name, or the name with a number, that no other command takes as well. */
    private static Path claimed(String name) throws IOException {
        Path path = Path.of(name);
        for (int i = 1;; i++) {
            try {
                return Files.createFile(path);
            } catch (FileAlreadyExistsException taken) {
                path = Path.of(name + "." + i);
            }
        }
    }
}
