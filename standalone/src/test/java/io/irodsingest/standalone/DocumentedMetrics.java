package io.irodsingest.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The table of docs/metrics.md. */
final class DocumentedMetrics {
    private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
    private static final String HISTOGRAM = "histogram";

    /**
     * A row.
     *
     * @param by who shows it: worker, orchestrator, or both
     */
    record Row(String name, String type, Set<String> labels, String by) {
        boolean isHistogram() {
            return type.equals(HISTOGRAM);
        }
    }

    private DocumentedMetrics() {}

    static List<Row> read() throws IOException {
        return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `irods_ingest_")).map(line -> {
            String[] cells = line.split("\\|", -1);
            return new Row(cells[1].strip().replace("`", ""), cells[2].strip(), labels(cells[3]), cells[4].strip());
        }).toList();
    }

    private static Set<String> labels(String cell) {
        return Arrays.stream(cell.replace("`", "").split(",")).map(String::strip).filter(label -> !label.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Types by name of all families that a kind of process shows; a histogram has a gauge of its maximum beside it. */
    static Map<String, String> families(String process) throws IOException {
        return families(row -> row.by().equals("both") || row.by().equals(process));
    }

    private static Map<String, String> families(Predicate<Row> which) throws IOException {
        Map<String, String> families = new TreeMap<>();
        for (Row row : read()) {
            if (which.test(row)) {
                families.put(row.name(), row.type());
                if (row.isHistogram()) {
                    families.put(row.name() + "_max", "gauge");
                }
            }
        }
        return families;
    }

    /** Labels by all names that queries may have. */
    static Map<String, Set<String>> queryable() throws IOException {
        Map<String, Set<String>> names = new TreeMap<>();
        for (Row row : read()) {
            if (row.isHistogram()) {
                List.of("_bucket", "_sum", "_count", "_max")
                        .forEach(suffix -> names.put(row.name() + suffix, row.labels()));
            } else {
                names.put(row.name(), row.labels());
            }
        }
        return names;
    }
}
