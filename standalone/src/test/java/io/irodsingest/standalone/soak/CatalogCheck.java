package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.CatalogFile.Replica;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The target has each collection and each data object that the source asks for, and nothing else. */
final class CatalogCheck implements Check {
    @Override
    public String name() {
        return "no entry is lost or left over";
    }

    @Override
    public Finding look(Evidence evidence) {
        CatalogFile catalog = evidence.catalog().orElseThrow();
        List<String> problems = new ArrayList<>();
        long looked = 0;
        for (Chain chain : evidence.chains()) {
            if (chain.isComplete()) {
                Snapshot source = chain.source().snapshot();
                Set<String> objects = source.files().keySet().stream().map(path -> chain.target() + '/' + path)
                        .collect(Collectors.toCollection(TreeSet::new));
                Set<String> collections = source.directories().stream()
                        .map(path -> path.isEmpty() ? chain.target() : chain.target() + '/' + path)
                        .collect(Collectors.toCollection(TreeSet::new));
                boolean makes = chain.kind().makesObjects();
                looked += objects.size() + collections.size();
                compare(makes ? objects : Set.of(), catalog.replicas(chain.target()).stream().map(Replica::path)
                        .collect(Collectors.toCollection(TreeSet::new)), problems);
                compare(makes ? collections : Set.of(), new TreeSet<>(catalog.collections(chain.target())), problems);
            }
        }
        return new Finding(looked, "entries", problems);
    }

    private static void compare(Set<String> expected, Set<String> found, List<String> problems) {
        expected.stream().filter(path -> !found.contains(path)).forEach(path -> problems.add("missing: " + path));
        found.stream().filter(path -> !expected.contains(path)).forEach(path -> problems.add("left over: " + path));
    }
}
