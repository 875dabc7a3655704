package io.irodsingest.common.state.schedule;

import java.time.Duration;
import java.time.Instant;

/** The store of tests keeps the contract too. */
class InMemoryScheduleStoreTest extends ScheduleStoreContract {
    private Instant time = Instant.parse("2026-11-28T01:00:00.123456Z");
    private final InMemoryScheduleStore schedules = new InMemoryScheduleStore(() -> time, Duration.ZERO);

    @Override
    protected ScheduleStore keeping(Duration ended) {
        return schedules.keeping(ended);
    }

    @Override
    protected Instant now() {
        return time;
    }

    @Override
    protected void pass(Instant moment) {
        time = moment.plusMillis(1);
    }
}
