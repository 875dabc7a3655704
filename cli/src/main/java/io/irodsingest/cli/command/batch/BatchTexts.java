package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.adminapi.batch.RowView;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.cli.output.Wording;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of batches. */
final class BatchTexts {
    /** How many failed rows a summary names. */
    static final int FAILURES_NAMED = 10;

    private BatchTexts() {}

    /** One line. */
    static String line(BatchView batch) {
        return "batch " + Printable.line(batch.jobName()) + " (" + batch.app() + ' ' + batch.op() + ") is "
                + batch.status() + (batch.state().equals("PAUSED") ? ", paused" : "") + ": " + rows(batch)
                + since(batch)
                + batch.about().error().map(error -> "; " + Printable.line(error)).orElse("")
                + (batch.about().waitingFor().isEmpty()
                        ? ""
                        : "; waits for " + Printable.line(String.join("; ", batch.about().waitingFor())));
    }

    private static String since(BatchView batch) {
        return batch.ended() ? String.format(Locale.ROOT, ", after %.1f s", batch.times().elapsedTime()) : "";
    }

    static String rows(BatchView batch) {
        List<String> parts = new ArrayList<>(List.of(Wording.counted(batch.rows().submitted(), "row", "rows")));
        add(parts, batch.rows().succeeded(), "succeeded");
        add(parts, batch.rows().failed(), "failed");
        add(parts, batch.rows().aborted(), "aborted");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }

    /** The first rows that failed, and where the others are told. */
    static List<String> failed(BatchView batch, List<RowView> failed) {
        List<String> lines = new ArrayList<>();
        failed.forEach(row -> lines.add("  failed: line " + row.line() + ": "
                + Printable.line(String.join("; ", row.messages().orElse(List.of())))));
        long more = batch.rows().failed() - failed.size();
        if (more > 0) {
            lines.add(String.format(Locale.ROOT,
                    "  and %,d more that failed; irods-ingest batch results --failed %s names them all", more,
                    batch.jobName()));
        }
        return lines;
    }

    /** A row of a table: name, processor, status, rows, and when it was submitted. */
    static List<String> cells(BatchView batch) {
        return List.of(batch.jobName(), batch.app() + ' ' + batch.op(), batch.status(), rows(batch),
                batch.times().submitTime().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
