package io.irodsingest.dashboard;

import io.irodsingest.adminapi.FailureList.Failure;
import java.io.IOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/** Failures of a job as comma-separated values. */
final class FailureTable {
    /** What spreadsheets take for the beginning of a formula, which they would evaluate. */
    private static final String FORMULA = "=+-@\t\r";
    private static final int ROWS_AT_A_TIME = 1_000;
    private static final CSVFormat FORM = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private FailureTable() {}

    /** Writes all that there are, page by page. */
    static void write(FailureGroups.Source source, Appendable out) throws IOException, InterruptedException {
        CSVPrinter rows = new CSVPrinter(out, FORM);
        rows.printRecord("path", "error", "at");
        int offset = 0;
        List<Failure> some;
        do {
            some = source.page(offset, ROWS_AT_A_TIME).failures();
            for (Failure failure : some) {
                rows.printRecord(harmless(failure.path()), harmless(failure.error()), failure.at());
            }
            offset += some.size();
        } while (some.size() == ROWS_AT_A_TIME);
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? '\'' + text : text;
    }
}
