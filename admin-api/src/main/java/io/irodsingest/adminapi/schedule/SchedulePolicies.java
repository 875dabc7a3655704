package io.irodsingest.adminapi.schedule;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.irodsingest.adminapi.TextOrNumber;
import java.util.Optional;

/**
 * How a schedule behaves when things do not go as planned. What is empty is left to the orchestrator; in answers nothing is.
 *
 * @param missed what becomes of runs whose time passed while no orchestrator was there: {@code RUN_ONCE} (the newest, which is the
 *        preset), {@code SKIP} or {@code CATCH_UP} (all of them)
 * @param missedWithin a missed run that is later than this is not started any more: seconds or ISO 8601; a day unless it is said
 * @param missedMost so many at most are caught up, with {@code CATCH_UP}; 100 unless it is said
 * @param overlap what becomes of a run whose time comes while the last one is still going: {@code SKIP} (the preset), {@code WAIT} for
 *        its end, {@code START_ANYWAY}, or {@code STOP_OTHER}
 * @param pauseOnFailure whether the schedule is paused when a run of it fails; false unless it is said
 */
public record SchedulePolicies(Optional<String> missed,
        @JsonDeserialize(contentUsing = TextOrNumber.class) Optional<String> missedWithin,
        Optional<Integer> missedMost, Optional<String> overlap, Optional<Boolean> pauseOnFailure) {}
