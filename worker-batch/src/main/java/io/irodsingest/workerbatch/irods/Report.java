package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.irods.CatalogListing.ListedReplica;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many data objects and bytes there are: by collection to a depth, by resource and by owner. */
public final class Report extends CollectionQuestion {
    private static final String OBJECTS = "objects";

    /** For the service loader. */
    public Report() {
        super(List.of("depth"));
    }

    @Override
    public String op() {
        return "report";
    }

    @Override
    Search search(String collection, RowFields question, Manifests manifests) throws UnusableRowException {
        return new Counting(collection, question.number("depth", 0).orElse(1));
    }

    private static final class Counting implements Search {
        private final String top;
        private final int depth;
        /** The collections that the object at hand is in, from the top down; all that is in one comes in a row. */
        private final List<Open> open = new ArrayList<>();
        private final Map<String, Totals> resources = new TreeMap<>();
        private final Map<String, Totals> owners = new TreeMap<>();

        private record Open(String path, Totals totals) {}

        Counting(String top, int depth) {
            this.top = top;
            this.depth = depth;
        }

        @Override
        public List<String> columns() {
            return List.of("kind", "name", OBJECTS, "bytes", "replicas", "replica_bytes");
        }

        @Override
        public void through(SortedObjects objects, Table found, ObjectNode totals) throws IOException {
            Totals all = new Totals();
            open.add(new Open(top, all));
            for (Iterator<CatalogObject> next = objects.iterator(); next.hasNext();) {
                CatalogObject object = next.next();
                enter(object.path(), found);
                open.forEach(collection -> collection.totals().add(object));
                countElsewhere(object);
            }
            closeDownTo(0, found);
            for (Map.Entry<String, Totals> resource : resources.entrySet()) {
                found.row(resource.getValue().row("resource", resource.getKey()));
            }
            for (Map.Entry<String, Totals> owner : owners.entrySet()) {
                found.row(owner.getValue().row("owner", owner.getKey()));
            }
            all.write(totals);
        }

        /** Closes the collections that an object is not in, and opens those in which it is the first one. */
        private void enter(String path, Table found) throws IOException {
            int level = 1;
            int from = top.equals("/") ? 1 : top.length() + 1;
            for (int slash = path.indexOf('/', from); slash >= 0
                    && level <= depth; slash = path.indexOf('/', slash + 1)) {
                String collection = path.substring(0, slash);
                if (open.size() > level && !open.get(level).path().equals(collection)) {
                    closeDownTo(level, found);
                }
                if (open.size() == level) {
                    open.add(new Open(collection, new Totals()));
                }
                level++;
            }
            closeDownTo(level, found);
        }

        private void closeDownTo(int level, Table found) throws IOException {
            while (open.size() > level) {
                Open closed = open.removeLast();
                found.row(closed.totals().row("collection", closed.path()));
            }
        }

        private void countElsewhere(CatalogObject object) {
            Set<String> counted = new HashSet<>();
            for (ListedReplica replica : object.replicas()) {
                Totals resource = resources.computeIfAbsent(replica.resource(), name -> new Totals());
                resource.add(replica);
                if (counted.add(replica.resource())) {
                    resource.addObject(replica.size());
                }
            }
            ListedReplica best = object.best();
            owners.computeIfAbsent(best.owner().name() + '#' + best.owner().zone(), name -> new Totals()).add(object);
        }
    }
}
