package io.irodsingest.cli.log;

import io.irodsingest.cli.output.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log of a command: what it asks the orchestrator, and what it is told. It is off unless an option turns it on. */
public final class ClientLog extends Handler {
    public static final Logger LOG = Logger.getLogger(ClientLog.class.getPackageName());

    private static final Map<Level, String> NAMES = Map.of(Level.SEVERE, "ERROR", Level.WARNING, "WARN ", Level.INFO,
            "INFO ", Level.FINE, "DEBUG");

    static {
        LOG.setUseParentHandlers(false);
        LOG.setLevel(Level.OFF);
    }

    /** Where the lines go. */
    @FunctionalInterface
    public interface Sink {
        void append(String line) throws IOException;
    }

    private final Sink sink;
    private final PrintWriter err;
    private boolean broken;

    private ClientLog(Sink sink, PrintWriter err) {
        this.sink = sink;
        this.err = err;
    }

    /** Logs to a sink until it is closed; whoever runs commands runs one at a time. */
    public static ClientLog open(Level level, Sink sink, PrintWriter err) {
        ClientLog log = new ClientLog(sink, err);
        LOG.setLevel(level);
        LOG.addHandler(log);
        return log;
    }

    @Override
    public synchronized void publish(LogRecord record) {
        if (broken || !isLoggable(record)) {
            return;
        }
        try {
            sink.append(record.getInstant().truncatedTo(ChronoUnit.MILLIS) + " "
                    + NAMES.getOrDefault(record.getLevel(), record.getLevel().getName()) + " "
                    + Printable.line(record.getMessage()));
        } catch (IOException full) {
            broken = true;
            err.println("irods-ingest: the log ends here, for it cannot be written: " + full.getMessage());
        }
    }

    @Override
    public void flush() {
        err.flush();
    }

    @Override
    public void close() {
        LOG.removeHandler(this);
        LOG.setLevel(Level.OFF);
    }
}
