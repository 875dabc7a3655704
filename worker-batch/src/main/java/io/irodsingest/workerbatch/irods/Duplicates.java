package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.sort.SortedText;
import io.irodsingest.common.sort.Sorter;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Data objects that have the same checksum. Those without one are counted. */
public final class Duplicates extends CollectionQuestion {
    private static final String SEPARATOR = "\0";

    /** For the service loader. */
    public Duplicates() {
        super(List.of("min_size"));
    }

    @Override
    public String op() {
        return "duplicates";
    }

    @Override
    Search search(String collection, RowFields question, Manifests manifests) throws UnusableRowException {
        return new Grouping(question.number("min_size", 0).orElse(1));
    }

    /** @param least bytes; empty data objects are all the same, and are left out as a rule */
    private record Grouping(int least) implements Search {
        @Override
        public List<String> columns() {
            return List.of("checksum", "size", "path");
        }

        @Override
        public void through(SortedObjects objects, Table found, ObjectNode totals) throws IOException {
            long all = 0;
            long without = 0;
            try (Sorter byChecksum = new Sorter()) {
                for (Iterator<CatalogObject> next = objects.iterator(); next.hasNext();) {
                    CatalogObject object = next.next();
                    Optional<String> checksum = object.checksum();
                    all++;
                    without += checksum.isEmpty() ? 1 : 0;
                    if (checksum.isPresent() && object.best().size() >= least) {
                        byChecksum.add(new SortedText(0, String.join(SEPARATOR, checksum.get(),
                                Long.toString(object.best().size()), object.path())));
                    }
                }
                totals.put("objects", all).put("without_checksum", without);
                write(byChecksum.sorted(), found, totals);
            }
        }

        private static void write(Iterator<SortedText> sorted, Table found, ObjectNode totals) throws IOException {
            long groups = 0;
            long duplicates = 0;
            long bytes = 0;
            String[] before = {"", "", ""};
            boolean alone = true;
            while (sorted.hasNext()) {
                String[] at = sorted.next().text().split(SEPARATOR, before.length);
                boolean same = at[0].equals(before[0]) && at[1].equals(before[1]);
                if (same) {
                    if (alone) {
                        groups++;
                        found.row(before[0], Long.valueOf(before[1]), before[2]);
                    }
                    duplicates++;
                    bytes += Long.parseLong(at[1]);
                    found.row(at[0], Long.valueOf(at[1]), at[2]);
                }
                alone = !same;
                before = at;
            }
            totals.put("groups", groups).put("duplicates", duplicates).put("duplicate_bytes", bytes);
        }
    }
}
