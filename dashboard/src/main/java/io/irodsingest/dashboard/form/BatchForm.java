package io.irodsingest.dashboard.form;

import static io.irodsingest.dashboard.form.FormField.flag;
import static io.irodsingest.dashboard.form.FormField.lines;
import static io.irodsingest.dashboard.form.FormField.number;
import static io.irodsingest.dashboard.form.FormField.text;

import io.irodsingest.dashboard.form.FormField.Kind;
import java.util.List;
import java.util.stream.Stream;

/** The form for a new batch, without the file that its rows come from. */
public final class BatchForm {
    private static final FieldGroup WHAT = FieldGroup.open("What is done with the rows",
            text("app", "Application", "That of a processor"), text("op", "Operation", "That of a processor"),
            text("job_name", "Name", "Made up when you leave it empty"));
    private static final FieldGroup HOLD = FieldGroup.closed("When it begins",
            flag("hold", "Wait for its release, and take more rows until then", ""),
            lines("after", "After these jobs have ended well", "Names or ids, one in each line"),
            lines("after_any", "After these jobs have ended", "Names or ids, one in each line"));
    private static final FieldGroup HOW = FieldGroup.closed("How rows are worked on",
            FormField.of("context", "Context", Kind.JSON, "Any JSON, for the processor"),
            text("max_failed", "Give up when more have failed than", "A number of rows, or a percentage like 5%"),
            text("output", "Output files go to", "file:/DIRECTORY, s3://BUCKET/PREFIX or irods:/COLLECTION"),
            text("as_user", "Act for", "NAME#ZONE of a user of iRODS"),
            number("row_timeout", "Seconds that a row may take", ""));
    private static final FieldGroup MUCH = FieldGroup.closed("How much at a time, and how long",
            number("max_parallel_tasks", "Most tasks at a time", ""),
            number("max_requests_per_second", "Most requests to iRODS a second", ""),
            number("max_retries", "Tries again of rows that are put back", ""),
            number("retry_delay", "Seconds before each new try", ""),
            number("timeout", "Seconds that a task may take", ""),
            flag("at_front", "Before all other jobs", ""),
            number("start_within", "Expires after … seconds without a worker", ""),
            number("deadline", "Is stopped after … seconds", ""),
            number("keep_for", "Is remembered for … seconds after its end", ""), text("queue", "Queue", ""));

    private BatchForm() {}

    public static List<FieldGroup> groups() {
        return List.of(WHAT, HOLD, HOW, MUCH);
    }

    /** What a schedule may submit, with its rows; the fields stand in an object of that name. */
    static List<FieldGroup> scheduled(String object) {
        FieldGroup rows = FieldGroup.open("Rows of the batch",
                FormField.of("rows", "Rows", Kind.JSON_LINES, "Any JSON, one row in each line"));
        return Stream.of(WHAT, rows, HOW, MUCH).map(group -> group.in(object)).toList();
    }
}
