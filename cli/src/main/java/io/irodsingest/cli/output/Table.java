package io.irodsingest.cli.output;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A list for people. What stands in its cells is made {@link Printable} here, so that a name breaks no line.
 *
 * @param heading what the columns are called; empty for a table without heading. Columns called STATE have colours
 * @param rows each with a cell for every column
 */
public record Table(List<String> heading, List<List<String>> rows) {
    private static final String STATE = "STATE";
    private static final String GAP = "  ";

    public Table {
        heading = List.copyOf(heading);
        rows = rows.stream().map(row -> row.stream().map(Printable::line).toList()).toList();
    }

    /** One line for each row below that of the heading; none at all for a table without rows. */
    public List<String> lines(boolean colours) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<List<String>> all = heading.isEmpty() ? rows : Stream.concat(Stream.of(heading), rows.stream()).toList();
        int[] widths = IntStream.range(0, all.getFirst().size())
                .map(column -> all.stream().mapToInt(row -> length(row.get(column))).max().orElse(0)).toArray();
        return all.stream().map(row -> line(row, widths, colours)).toList();
    }

    private String line(List<String> row, int[] widths, boolean colours) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            boolean toned = colours && column < heading.size() && heading.get(column).equals(STATE);
            line.append(toned ? Tone.of(cell).on(cell) : cell);
            if (column < row.size() - 1) {
                line.append(" ".repeat(widths[column] - length(cell))).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    /** In characters as a person counts them, not in parts of UTF-16. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
