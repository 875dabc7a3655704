package io.irodsingest.embedded;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Derby's engine, which durable brokers of this JVM share; its threads end with the last of them. Thread-safe. */
final class DerbyEngine {
    private static final Logger LOG = LoggerFactory.getLogger(DerbyEngine.class);
    /** Derby reports a shutdown of the engine that went well by an exception with this state. */
    private static final String SHUT_DOWN = "XJ015";

    private static int users;

    private DerbyEngine() {}

    /** Derby's own log goes to derby.log in the directory of the first broker; otherwise it would lie anywhere. */
    static synchronized void enter(Path directory) {
        if (users == 0) {
            System.setProperty("derby.stream.error.file", directory.resolve("derby.log").toString());
        }
        users++;
    }

    static synchronized void leave() {
        users--;
        if (users == 0) {
            // Without deregister=false Derby could not be started again in this JVM.
            try {
                DriverManager.getConnection("jdbc:derby:;shutdown=true;deregister=false").close();
            } catch (SQLException e) {
                if (!SHUT_DOWN.equals(e.getSQLState())) {
                    LOG.warn("Derby did not shut down: {}", e.getMessage());
                }
            }
        }
    }
}
