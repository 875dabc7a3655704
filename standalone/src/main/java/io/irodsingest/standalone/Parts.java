package io.irodsingest.standalone;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be closed in the opposite order, whatever goes wrong with one. */
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Something that starts parts. */
    @FunctionalInterface
    interface Start {
        void run() throws IOException, InterruptedException;
    }

    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Closes what was started when the start does not succeed. */
    void closeUnless(Start start) throws IOException, InterruptedException {
        boolean started = false;
        try {
            start.run();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception notClosed) {
                LOG.warn("{} did not end as it should: {}", part.getClass().getSimpleName(), notClosed.toString());
            }
        }
    }
}
