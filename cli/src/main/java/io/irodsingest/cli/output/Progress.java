package io.irodsingest.cli.output;

import io.irodsingest.adminapi.JobView;
import java.io.PrintWriter;
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
        return Screen.stderrIsTerminal() ? new ProgressBars() : new ProgressLines(err, Clock.systemUTC());
    }

    void show(JobView job);

    /** Shows that nothing is known of the job now. */
    void away(String reason);

    /** Ends the display. */
    @Override
    void close();
}
