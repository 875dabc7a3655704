package io.irodsingest.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of docs/redis.md. Words in capitals in the name of a key or a field stand for something that is another each time. A row
 * whose text begins with "Rare:" is about something that an ordinary run of jobs does not bring about.
 */
record DocumentedKeys(List<Row> keys, List<Row> fields) {
    private static final Path DOCUMENT = Path.of("..", "docs", "redis.md");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]{2,}");
    private static final String ANYTHING = "[^{}:]+";
    private static final String DIGEST = "DIGEST";
    private static final String BASE64_OF_128_BITS = "[A-Za-z0-9_-]{22}";
    private static final String OF_ONE_JOB = "job:{ID}";
    private static final String RARE = "Rare:";

    /**
     * A key, or a field of a job's record.
     *
     * @param type of a key; empty for a field
     */
    record Row(String name, String type, boolean isRare) {
        boolean isOf(String seen) {
            String[] fixed = PLACEHOLDER.split(name, -1);
            StringBuilder pattern = new StringBuilder(Pattern.quote(fixed[0]));
            Matcher placeholder = PLACEHOLDER.matcher(name);
            for (int i = 1; placeholder.find(); i++) {
                pattern.append(placeholder.group().equals(DIGEST) ? BASE64_OF_128_BITS : ANYTHING)
                        .append(Pattern.quote(fixed[i]));
            }
            return Pattern.matches(pattern.toString(), seen);
        }

        int placeholders() {
            return (int) PLACEHOLDER.matcher(name).results().count();
        }

        @Override
        public String toString() {
            return type.isEmpty() ? name : name + " (" + type + ')';
        }
    }

    static DocumentedKeys read() throws IOException {
        List<Row> keys = new ArrayList<>();
        List<Row> fields = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            String[] cells = line.split("\\|", -1);
            if (!line.startsWith("| `")) {
                continue;
            }
            boolean rare = cells[cells.length - 2].strip().startsWith(RARE);
            boolean isKey = cells.length == 5;
            for (String name : NAME.matcher(cells[1]).results().map(found -> found.group(1)).toList()) {
                if (isKey) {
                    keys.add(new Row(name.startsWith(":") ? OF_ONE_JOB + name : name, cells[2].strip(), rare));
                } else {
                    fields.add(new Row(name, "", rare));
                }
            }
        }
        return new DocumentedKeys(keys, fields);
    }

    /** The row of a key, the one with the most that is not a placeholder. */
    Optional<Row> key(String seen) {
        return best(keys, seen);
    }

    Optional<Row> field(String seen) {
        return best(fields, seen);
    }

    private static Optional<Row> best(List<Row> rows, String seen) {
        return rows.stream().filter(row -> row.isOf(seen)).min(Comparator.comparingInt(Row::placeholders));
    }
}
