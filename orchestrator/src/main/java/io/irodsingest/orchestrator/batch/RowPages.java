package io.irodsingest.orchestrator.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.batch.RowView;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.orchestrator.batch.BatchFinder.Found;
import io.irodsingest.orchestrator.batch.BatchResults.Row;
import io.irodsingest.orchestrator.batch.BatchResults.Wanted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few rows of a batch in memory, for a page of them. Immutable. */
public record RowPages(List<RowView> rows) {
    private static final JsonMapper JSON = AdminJson.strict();

    public RowPages {
        rows = List.copyOf(rows);
    }

    /** @param wanted with a limit that memory has room for */
    public static RowPages read(BatchResults results, Found batch, Wanted wanted)
            throws IOException, InterruptedException {
        List<RowView> rows = new ArrayList<>();
        results.each(batch, wanted, row -> rows.add(view(row)));
        return new RowPages(rows);
    }

    /** The first ones, so many at most. */
    public List<RowView> first(int most) {
        return rows.subList(0, Math.min(most, rows.size()));
    }

    /** The line of the row at this place, from 0; empty when there are not so many. */
    public Optional<Long> lineOf(int place) {
        return place < rows.size() ? Optional.of(rows.get(place).line()) : Optional.empty();
    }

    private static RowView view(Row row) throws JsonProcessingException {
        Optional<JsonNode> result = row.result().orElse(null) instanceof Succeeded done
                ? Optional.of(JSON.readTree(done.json()))
                : Optional.empty();
        Optional<JsonNode> input = row.input().isPresent()
                ? Optional.of(JSON.readTree(row.input().get()))
                : Optional.empty();
        return new RowView(row.line(), row.outcome().toString(), result, row.result().flatMap(BatchViews::messages),
                input);
    }
}
