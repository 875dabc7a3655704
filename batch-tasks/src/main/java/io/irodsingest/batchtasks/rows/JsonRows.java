package io.irodsingest.batchtasks.rows;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.common.job.InvalidJobException;
import java.io.IOException;
import java.util.Optional;

/** Rows as JSON lines. */
final class JsonRows implements RowReader {
    private final TextLines lines;
    private final Places places;

    JsonRows(TextLines lines, long before) {
        this.lines = lines;
        this.places = new Places(before);
    }

    @Override
    public Optional<BatchRow> next() throws IOException {
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            if (!line.get().isBlank()) {
                JsonInput row = input(line.get());
                return Optional.of(places.row(lines.number(), row.line(), row.json()));
            }
        }
        return Optional.empty();
    }

    private JsonInput input(String text) {
        try {
            return JsonInput.of(text);
        } catch (InvalidJobException wrong) {
            throw InvalidRowException.of(lines.number(), wrong.getMessage());
        }
    }
}
