package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.cli.log.LogFile;
import io.irodsingest.cli.log.Rollover;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What a command logs of itself; every command that speaks to an orchestrator has these options. */
final class LogOptions {
    static final String NAME = "log";

    /** Python's names, which scripts use. */
    private enum LogLevel {
        NOTSET(Level.ALL), DEBUG(Level.FINE), INFO(Level.INFO), WARNING(Level.WARNING), ERROR(Level.SEVERE), CRITICAL(
                Level.OFF);

        private final Level level;

        LogLevel(Level level) {
            this.level = level;
        }
    }

    /** The options themselves. */
    static final class Given {
        @Option(names = "--log-level", paramLabel = "LEVEL", description = "What this command logs of itself: ${COMPLETION-CANDIDATES}. Default: nothing, or INFO with --log-filename")
        private LogLevel level;

        @Option(names = "--log-filename", paramLabel = "FILE", description = "Append the log to this file. Default: stderr")
        private Path file;

        @Option(names = "--log-when", paramLabel = "WHEN", description = "When the file is put aside: after --log-interval seconds (S), minutes (M), hours (H) or days (D), "
                + "at MIDNIGHT, or at the end of a day of the week (W0 for Monday to W6). Default: never")
        private String when;

        @Option(names = "--log-interval", paramLabel = "N", converter = Numbers.Positive.class, description = "How many of these. Default: 1")
        private Integer interval;
    }

    @ArgGroup(validate = false, order = 9, heading = "%nThe log of this command:%n")
    private Given given = new Given();

    /** Those of the command that was given, if it has them. */
    static Optional<LogOptions> of(ParseResult parsed) {
        ParseResult command = parsed;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return Optional.ofNullable(command.commandSpec().mixins().get(NAME))
                .map(mixin -> (LogOptions) mixin.userObject());
    }

    /** Opens the log that is wished for; empty for none. */
    Optional<ClientLog> open(PrintWriter err) {
        if (given.when != null && given.file == null) {
            throw CommandException.wrongUse("--log-when needs --log-filename: only a file can be put aside");
        }
        if (given.interval != null && given.when == null) {
            throw CommandException.wrongUse("--log-interval needs --log-when, which tells its unit");
        }
        if (given.file != null) {
            return Optional.of(ClientLog.open(level(), file(), err));
        }
        return given.level == null
                ? Optional.empty()
                : Optional.of(ClientLog.open(level(), err::println, err));
    }

    private Level level() {
        return given.level == null ? Level.INFO : given.level.level;
    }

    private ClientLog.Sink file() {
        int interval = given.interval == null ? 1 : given.interval;
        Optional<Rollover> rollover = Optional.ofNullable(given.when).map(when -> new Rollover(when, interval));
        try {
            LogFile log = new LogFile(given.file, rollover, Clock.systemDefaultZone());
            if (Files.isDirectory(given.file) || !Files.isWritable(existing(given.file))) {
                throw CommandException.wrongUse("the log file '" + given.file + "' cannot be written");
            }
            return log::append;
        } catch (IOException unreadable) {
            throw CommandException.wrongUse("the log file '" + given.file + "' cannot be used: "
                    + unreadable.getMessage());
        }
    }

    /** The file, or the directory where it would be made. */
    private static Path existing(Path file) {
        return Files.exists(file) ? file : file.toAbsolutePath().getParent();
    }
}
