package io.irodsingest.filedoor.check;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.rows.InvalidRowException;
import io.irodsingest.batchtasks.rows.RowFormat;
import io.irodsingest.batchtasks.rows.RowReader;
import io.irodsingest.handlerapi.batch.FileChecker;
import io.irodsingest.handlerapi.batch.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A file in one of the forms in which rows can be submitted: what is right there is right here. */
record TextChecker(String name, RowFormat format) implements FileChecker {
    @Override
    public void check(InputStream file, RowSink rows) throws IOException {
        RowReader reader = format.reader(file, 0);
        boolean more = true;
        while (more) {
            try {
                Optional<BatchRow> row = reader.next();
                if (row.isPresent()) {
                    rows.row(row.get().line(), row.get().json());
                }
                more = row.isPresent();
            } catch (InvalidRowException wrong) {
                rows.complain(wrong.line(), wrong.reason());
                more = !wrong.isLast();
            }
        }
    }
}
