package io.irodsingest.orchestrator.scheduling;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.plan.NextRun;
import io.irodsingest.orchestrator.plan.Progress;
import io.irodsingest.orchestrator.plan.ScheduleState;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Schedules and runs as JSON, in which they are kept: moments are milliseconds since 1970, what is empty is absent, and fields that a reader does
 * not know are passed over, so that a newer writer may add some. Thread-safe.
 */
final class Documents {
    static final JsonMapper JSON = JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule())
            .enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_ABSENT))
            .build();

    private Documents() {}

    static ScheduleContent content(ScheduleRecord schedule) {
        return new ScheduleContent(text(schedule), due(schedule), !schedule.runs().going().isEmpty(),
                schedule.hasEnded());
    }

    /** A run that waits for another one's end is due when none is going. */
    private static Optional<Instant> due(ScheduleRecord schedule) {
        Progress progress = schedule.schedule().progress();
        boolean waits = !schedule.runs().wanted().isEmpty()
                || schedule.schedule().state() == ScheduleState.ACTIVE && !progress.waiting().isEmpty();
        return waits && schedule.runs().going().isEmpty()
                ? Optional.of(Instant.EPOCH)
                : progress.next().map(NextRun::start);
    }

    /** @throws UnreadableRecordException when another version has written it, in a way that cannot be read here */
    static ScheduleRecord read(StoredSchedule stored) {
        return read(stored.content().document(), ScheduleRecord.class, "schedule '" + stored.name() + '\'');
    }

    static StoredRun run(long entry, LoggedRun run, boolean toHandOver) {
        return new StoredRun(entry, text(run), toHandOver);
    }

    /** @throws UnreadableRecordException as above */
    static LoggedRun read(StoredRun stored) {
        return read(stored.document(), LoggedRun.class, "run in entry " + stored.entry() + " of a schedule");
    }

    private static <T> T read(String document, Class<T> type, String what) {
        try {
            return JSON.readValue(document, type);
        } catch (IOException foreign) {
            throw new UnreadableRecordException(what, reason(foreign), foreign);
        }
    }

    private static String reason(IOException foreign) {
        return String.valueOf(foreign.getMessage()).lines().findFirst().orElse("");
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record cannot be written as JSON", impossible);
        }
    }
}
