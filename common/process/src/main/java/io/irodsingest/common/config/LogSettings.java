package io.irodsingest.common.config;

import java.util.List;
import java.util.Locale;

/** How a process logs; {@code logback.xml} reads the same names. */
public record LogSettings(Level level, Format format) {
    /** From which level on our own loggers tell; others tell warnings only. */
    public enum Level {
        ERROR, WARN, INFO, DEBUG, TRACE
    }

    /** What a line of the log is. */
    public enum Format {
        TEXT, JSON
    }

    private static final Setting LEVEL = Setting.of(Setting.PREFIX + "LOG_LEVEL", "info",
            "What is logged, to stderr: error, warn, info, debug or trace");
    private static final Setting FORMAT = Setting.of(Setting.PREFIX + "LOG_FORMAT", "text",
            "A line of the log: text, or json for one object a line");

    public static final List<Setting> ALL = List.of(LEVEL, FORMAT);

    public static LogSettings read(Settings settings) {
        return new LogSettings(settings.choice(LEVEL, Level.class), settings.choice(FORMAT, Format.class));
    }

    /** Before the first logger is made, tells the logging of values that are not in the environment. */
    public void apply() {
        System.setProperty(LEVEL.name(), level.name());
        System.setProperty(FORMAT.name(), format.name().toLowerCase(Locale.ROOT));
    }
}
