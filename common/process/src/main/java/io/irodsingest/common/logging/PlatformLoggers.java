package io.irodsingest.common.logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.System.LoggerFinder;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Leads what is said to {@link System#getLogger} into the log of the process: that of event handlers as ours, at the level that is
 * set for the process, and that of the Java platform as that of libraries. Found as a service. Thread-safe.
 */
public final class PlatformLoggers extends LoggerFinder {
    @Override
    public Logger getLogger(String name, Module module) {
        String prefix = module.getClassLoader() instanceof NamesLoggers loader ? loader.loggerPrefix() : "";
        return new Led(LoggerFactory.getLogger(prefix + name), name);
    }

    /** A logger that leads to another one. */
    private record Led(org.slf4j.Logger to, String name) implements Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level == Level.ALL || level != Level.OFF && to.isEnabledForLevel(of(level));
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            if (isLoggable(level)) {
                builder(level).setCause(thrown).log(text(bundle, message));
            }
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            if (isLoggable(level)) {
                String text = text(bundle, format);
                builder(level)
                        .log(parameters == null || parameters.length == 0 ? text : filled(text, parameters));
            }
        }

        private LoggingEventBuilder builder(Level level) {
            return to.atLevel(of(level));
        }

        private static String filled(String format, Object... parameters) {
            try {
                return MessageFormat.format(format, parameters);
            } catch (IllegalArgumentException noFormat) {
                return format;
            }
        }

        private static String text(ResourceBundle bundle, String key) {
            return bundle != null && key != null && bundle.containsKey(key) ? bundle.getString(key) : key;
        }

        private static org.slf4j.event.Level of(Level level) {
            return switch (level) {
                case ALL, TRACE -> org.slf4j.event.Level.TRACE;
                case DEBUG -> org.slf4j.event.Level.DEBUG;
                case INFO -> org.slf4j.event.Level.INFO;
                case WARNING -> org.slf4j.event.Level.WARN;
                case ERROR, OFF -> org.slf4j.event.Level.ERROR;
            };
        }
    }
}
