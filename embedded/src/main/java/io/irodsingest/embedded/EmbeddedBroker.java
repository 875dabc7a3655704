package io.irodsingest.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.qpid.server.configuration.CommonProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An AMQP 0-9-1 broker (Apache Qpid Broker-J) inside this JVM, on 127.0.0.1 only, with one user and the virtual host
 * "/". In memory it forgets everything at {@link #stop()}; durable, it keeps durable queues and persistent messages in
 * its directory, also when the JVM is killed. The directory is this broker's alone from the first start to
 * {@link #close()}.
 * <p>
 * Broker-J logs through SLF4J under the names {@link #LOGGER_BROKER} and {@link #LOGGER_OPERATIONS}; a program sets
 * them to WARN, or they flood its log. What keeps the broker from starting it logs with a stack trace, and
 * {@link #start()} says it again in one line. The database of a durable broker writes derby.log in its directory.
 * <p>
 * Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** The broker's own code. */
    public static final String LOGGER_BROKER = "org.apache.qpid";
    /** What it reports to its operator: connections, queues, consumers. */
    public static final String LOGGER_OPERATIONS = "qpid.message";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String USER = "irods-ingest";

    private final Storage storage;
    private int port;
    private String password;
    private DataDirectory directory;
    private BrokerJ running;

    private EmbeddedBroker(Storage storage, int port) {
        this.storage = storage;
        this.port = port;
    }

    /** A broker that loses everything when it stops, on a free port and with a random password. */
    public static EmbeddedBroker inMemory() {
        return new EmbeddedBroker(new Storage.Memory(), 0);
    }

    /** A broker that is durable until {@link #close()}, which removes its temporary directory; for tests. */
    public static EmbeddedBroker temporary() {
        return new EmbeddedBroker(new Storage.Temporary(), 0);
    }

    /**
     * A broker that keeps messages in this directory, which is made when it does not exist and gets mode 700. The
     * password is kept there too, in the file {@code broker.password} of mode 600.
     */
    public static EmbeddedBroker durable(Path directory) {
        return new EmbeddedBroker(new Storage.Durable(directory), 0);
    }

    /** The same broker on a fixed port instead of a free one; for a broker that has not been started. */
    public EmbeddedBroker onPort(int fixed) {
        return new EmbeddedBroker(storage, fixed);
    }

    /**
     * Starts the broker, after a {@link #stop()} on the port it had; returns when it accepts connections. Does nothing
     * when it runs.
     *
     * @throws IOException when the port is taken, the directory is in use or cannot be written
     */
    public synchronized EmbeddedBroker start() throws IOException {
        if (running != null) {
            return this;
        }
        long began = System.nanoTime();
        boolean first = directory == null;
        if (first) {
            directory = storage.open("irods-ingest-broker");
        }
        try {
            password = directory.secret("broker.password");
            running = BrokerJ.start(directory.path(), storage.keepsData(), port, USER, password);
            port = running.port();
        } finally {
            if (first && running == null) {
                close();
            }
        }
        LOG.debug("broker on port {} after {}", port, Duration.ofNanos(System.nanoTime() - began));
        return this;
    }

    /** Takes the broker away: closes its connections and ends its threads. Does nothing when it does not run. */
    public synchronized void stop() {
        if (running != null) {
            BrokerJ stopping = running;
            running = null;
            stopping.close();
        }
    }

    /** Name and version of the broker. */
    public static String product() {
        return "Apache Qpid Broker-J " + CommonProperties.getReleaseVersion();
    }

    public synchronized boolean isRunning() {
        return running != null;
    }

    /** The TCP port on 127.0.0.1; 0 before the first start when none was given. */
    public synchronized int port() {
        return port;
    }

    public String username() {
        return USER;
    }

    /** @throws IllegalStateException before the first start */
    public synchronized String password() {
        if (password == null) {
            throw new IllegalStateException("the broker was never started");
        }
        return password;
    }

    @Override
    public synchronized void close() throws IOException {
        stop();
        if (directory != null) {
            DataDirectory closing = directory;
            directory = null;
            closing.close();
        }
    }
}
