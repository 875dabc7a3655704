package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import io.irodsingest.common.sync.Replica;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Data objects whose replicas are not as they should be. */
public final class BadReplicas extends CollectionQuestion {
    /** For the service loader. */
    public BadReplicas() {
        super(List.of("copies"));
    }

    @Override
    public String op() {
        return "replicas";
    }

    @Override
    Search search(String collection, RowFields question, Manifests manifests) throws UnusableRowException {
        return new Comparing(question.number("copies", 1).orElse(1));
    }

    /** @param copies how many good replicas an object has to have */
    private record Comparing(int copies) implements Search {
        @Override
        public List<String> columns() {
            return List.of("path", "problems", "replicas");
        }

        @Override
        public void through(SortedObjects objects, Table found, ObjectNode totals) throws IOException {
            Map<String, Long> counts = new TreeMap<>(Map.of("size", 0L, "checksum", 0L, "stale", 0L, "intermediate", 0L,
                    "copies", 0L));
            long all = 0;
            long bad = 0;
            for (Iterator<CatalogObject> next = objects.iterator(); next.hasNext();) {
                CatalogObject object = next.next();
                List<String> problems = problems(object);
                all++;
                if (!problems.isEmpty()) {
                    bad++;
                    problems.forEach(problem -> counts.merge(problem, 1L, Long::sum));
                    found.row(object.path(), String.join(" ", problems), object.replicas().stream()
                            .map(Comparing::describe).collect(Collectors.joining("; ")));
                }
            }
            totals.put("objects", all).put("found", bad);
            counts.forEach(totals::put);
        }

        private List<String> problems(CatalogObject object) {
            List<ListedReplica> good = object.good();
            List<String> problems = new ArrayList<>();
            if (good.stream().mapToLong(ListedReplica::size).distinct().count() > 1) {
                problems.add("size");
            }
            if (good.stream().map(ListedReplica::checksum).filter(checksum -> !checksum.isEmpty()).distinct()
                    .count() > 1) {
                problems.add("checksum");
            }
            if (object.replicas().stream().anyMatch(replica -> replica.status() == Replica.Status.STALE)) {
                problems.add("stale");
            }
            if (object.replicas().stream().anyMatch(Comparing::isInUse)) {
                problems.add("intermediate");
            }
            if (good.size() < copies) {
                problems.add("copies");
            }
            return problems;
        }

        /** Being written, or left so by a writer that is gone. */
        private static boolean isInUse(ListedReplica replica) {
            return replica.status() != Replica.Status.GOOD && replica.status() != Replica.Status.STALE;
        }

        private static String describe(ListedReplica replica) {
            return String.join(" ", Integer.toString(replica.number()), replica.hierarchy().replace(';', ','),
                    replica.status().name().toLowerCase(Locale.ROOT), Long.toString(replica.size()),
                    replica.checksum()).strip();
        }
    }
}
