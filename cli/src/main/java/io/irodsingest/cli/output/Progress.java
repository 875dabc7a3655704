package io.irodsingest.cli.output;

import io.irodsingest.adminapi.JobView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Shows how a job goes on, to stderr. For one thread. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void show(JobView job) {}

        @Override
        public void away(String reason) {}

        @Override
        public void close() {}
    };

    /** A bar on a terminal, and else a line now and then. */
    static Progress to(PrintWriter err) {
        return isTerminal() ? new ProgressBars() : new ProgressLines(err, Clock.systemUTC());
    }

    void show(JobView job);

    /** Shows that nothing is known of the job now. */
    void away(String reason);

    /** Ends the display. */
    @Override
    void close();

    private static boolean isTerminal() {
        try {
            String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
        } catch (IOException noLinux) {
            return System.console() != null;
        }
    }
}
