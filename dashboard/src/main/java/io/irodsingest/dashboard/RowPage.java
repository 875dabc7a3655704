package io.irodsingest.dashboard;

import io.irodsingest.adminapi.batch.RowView;
import java.util.List;
import java.util.Optional;

/**
 * Some rows of a batch, in the order of their lines.
 *
 * @param outcome which ones are wanted; empty for all
 * @param from no row before this line
 * @param next from which line the next page is; empty when there is none
 */
public record RowPage(List<RowView> rows, Optional<String> outcome, long from, Optional<Long> next) {
    public RowPage {
        rows = List.copyOf(rows);
    }
}
