package io.irodsingest.dashboard.form;

import static io.irodsingest.dashboard.form.FormField.choice;
import static io.irodsingest.dashboard.form.FormField.flag;
import static io.irodsingest.dashboard.form.FormField.lines;
import static io.irodsingest.dashboard.form.FormField.number;
import static io.irodsingest.dashboard.form.FormField.text;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The form for a new schedule, which is another one for each kind of thing that is done. */
public final class ScheduleForm {
    /** What a schedule does at its times. */
    public enum Does {
        /** Starts a job. */
        JOB,
        /** Submits a batch. */
        BATCH,
        /** Tries the failures of a job again. */
        RETRY;

        /** As it stands in addresses. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @return a job for what is none of them */
        public static Does of(String text) {
            return Stream.of(values()).filter(one -> one.text().equals(text)).findFirst().orElse(JOB);
        }
    }

    private static final FieldGroup NAME = FieldGroup.open("The schedule", text("name", "Name", ""),
            text("description", "Description", ""));
    private static final FieldGroup TIMES = FieldGroup.open("When it is due: one of the first four",
            lines("trigger.cron", "Cron", "Lines of five fields, like 0 2 * * *, or of six that begin with seconds"),
            text("trigger.every", "Every", "Seconds, or like PT1H"),
            text("trigger.at", "Once, at", "Like 2026-12-01T02:00:00Z, or without an offset by the clock of the zone"),
            text("trigger.in", "Once, in", "Seconds, or like PT1H"),
            text("trigger.zone", "Zone", "Like Europe/Berlin; UTC when empty"));
    private static final FieldGroup BOUNDS = FieldGroup.closed("More about its times",
            text("trigger.first", "No time before", "Like 2026-12-01T02:00:00Z"),
            text("trigger.last", "No time after", ""), number("trigger.runs", "So many times at most", ""),
            text("trigger.jitter", "Up to so much later", "Seconds, or like PT5M"),
            text("trigger.anchor", "Every is counted from", "A moment, or a time of day in UTC"),
            choice("trigger.gap", "Times that clocks leave out", "", "RUN_AFTER", "SKIP"),
            choice("trigger.overlap", "Times that clocks show twice", "", "FIRST", "SECOND", "BOTH"));
    private static final FieldGroup POLICIES = FieldGroup.closed("When things do not go as planned",
            choice("policies.overlap", "The last run is still going", "", "SKIP", "WAIT", "START_ANYWAY", "STOP_OTHER"),
            choice("policies.missed", "Runs that were missed", "", "RUN_ONCE", "SKIP", "CATCH_UP"),
            text("policies.missed_within", "Missed runs are started up to so much later", "Seconds, or like P1D"),
            number("policies.missed_most", "Most runs that are caught up", ""),
            flag("policies.pause_on_failure", "Pause when a run fails", ""));
    private static final FieldGroup RETRY = FieldGroup.open("What it tries again",
            text("action.retry", "Job", "The name or id of the job whose failures are tried again"));

    private ScheduleForm() {}

    public static List<FieldGroup> groups(Does does) {
        List<FieldGroup> action = switch (does) {
            case JOB -> JobForm.scheduled("action.start");
            case BATCH -> BatchForm.scheduled("action.batch");
            case RETRY -> List.of(RETRY);
        };
        return Stream.of(List.of(NAME, TIMES), action, List.of(BOUNDS, POLICIES)).flatMap(List::stream).toList();
    }
}
