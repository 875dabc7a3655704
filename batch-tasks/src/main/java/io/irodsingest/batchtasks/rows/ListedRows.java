package io.irodsingest.batchtasks.rows;

import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.common.job.InvalidJobException;
import java.util.List;
import java.util.Optional;

/** Rows that stand one beside the other in a request; they are read as if each were in a line of its own. */
public final class ListedRows implements RowReader {
    private final List<String> rows;
    private final Places places;
    private int next;

    /**
     * @param rows each as JSON
     * @param before lines that are counted before the first of them
     */
    public ListedRows(List<String> rows, long before) {
        this.rows = List.copyOf(rows);
        this.places = new Places(before);
    }

    @Override
    public Optional<BatchRow> next() {
        if (next == rows.size()) {
            return Optional.empty();
        }
        String row = rows.get(next++);
        if (row.length() > MOST_BYTES) {
            throw TextLines.tooLong(next);
        }
        try {
            JsonInput input = JsonInput.of(row);
            return Optional.of(places.row(next, input.line(), input.json()));
        } catch (InvalidRowException ofPlace) {
            throw ofPlace;
        } catch (InvalidJobException wrong) {
            throw InvalidRowException.of(next, wrong.getMessage());
        }
    }
}
