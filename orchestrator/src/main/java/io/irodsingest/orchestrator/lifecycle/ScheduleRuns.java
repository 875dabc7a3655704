package io.irodsingest.orchestrator.lifecycle;

import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import java.util.Optional;

/**
 * Runs of schedules that the end of a job begins, as {@link io.irodsingest.common.job.FollowUp.OfSchedule} asks for. Both methods wait
 * while a server is away. Thread-safe.
 */
public interface ScheduleRuns {
    /** Where there are no schedules. */
    ScheduleRuns NONE = new ScheduleRuns() {
        @Override
        public void check(String schedule, Grant grant) {
            throw new InvalidJobException(unknown(schedule));
        }

        @Override
        public Optional<String> begin(String schedule, Grant grant, String cause) {
            return Optional.of(unknown(schedule));
        }

        private static String unknown(String schedule) {
            return "there is no schedule '" + schedule + '\'';
        }
    };

    /**
     * Whether somebody may have a schedule run.
     *
     * @param grant of whoever asks for it
     * @throws InvalidJobException when there is no such schedule, or it does what the grant does not allow, in one line
     */
    void check(String schedule, Grant grant) throws InterruptedException;

    /**
     * Begins a run of a schedule, once for each cause.
     *
     * @param grant of whoever asked for it
     * @param cause by which a repetition of the call is recognised: one that nothing else has, and that can be the id of a job
     * @return why it cannot be begun, in one line; empty when it was, now or by an earlier call
     */
    Optional<String> begin(String schedule, Grant grant, String cause) throws InterruptedException;
}
