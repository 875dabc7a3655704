package io.irodsingest.orchestrator.api;

import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.scheduling.Schedules;
import io.irodsingest.orchestrator.scheduling.Shown;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how a schedule is, now and whenever that changes, until it has ended and its runs have. For one thread. */
final class ScheduleWatch implements EventSource {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Schedules schedules;
    private final Function<Shown, ScheduleView> view;
    private ScheduleView known;
    private ScheduleView told;

    ScheduleWatch(Shown schedule, Schedules schedules, Function<Shown, ScheduleView> view) {
        this.schedules = schedules;
        this.view = view;
        this.known = view.apply(schedule);
    }

    @Override
    public Next next(Duration most) throws InterruptedException {
        if (told != null && told.state().equals("ENDED") && told.progress().going().isEmpty()) {
            return new Next.End();
        }
        long limit = System.nanoTime() + most.toNanos();
        while (known.equals(told)) {
            Duration left = Duration.ofNanos(limit - System.nanoTime());
            if (!left.isPositive()) {
                return new Next.Quiet();
            }
            Thread.sleep(left.compareTo(PERIOD) < 0 ? left : PERIOD);
            lookAgain();
        }
        told = known;
        return new Next.Event("schedule", told);
    }

    private void lookAgain() throws InterruptedException {
        try {
            known = view.apply(schedules.show(known.id()));
        } catch (Refusal away) {
            LOG.debug("schedule {} cannot be looked at: {}", known.name(), away.getMessage());
        }
    }
}
