package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.CatalogFile.Replica;
import io.irodsingest.standalone.soak.Snapshot.File;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Each replica is good, not locked, and has the bytes of its source; there is one, or two of which one is good where a second was
 * asked for.
 */
final class ReplicasCheck implements Check {
    @Override
    public String name() {
        return "replicas are good and have the right bytes";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException {
        CatalogFile catalog = evidence.catalog().orElseThrow();
        List<String> problems = new ArrayList<>();
        long looked = 0;
        for (Chain chain : evidence.chains()) {
            List<Replica> replicas = catalog.replicas(chain.target());
            Map<String, File> files = chain.source().snapshot().files();
            Set<String> good = replicas.stream().filter(Replica::isGood).map(Replica::path).collect(Collectors.toSet());
            looked += replicas.size();
            for (Replica replica : replicas) {
                // whoever registers a second replica makes the first one stale, says the server
                if (chain.kind().flow() == Kind.Flow.REPLICAS && replica.status() == CatalogFile.STALE
                        && good.contains(replica.path())) {
                    continue;
                }
                problem(chain, files, replica).ifPresent(text -> problems.add(replica + " " + text));
            }
            if (chain.isComplete()) {
                numbers(chain, replicas, problems);
            }
        }
        return new Finding(looked, "replicas", problems);
    }

    private static Optional<String> problem(Chain chain, Map<String, File> files, Replica replica) throws IOException {
        if (!replica.isGood()) {
            boolean abandoned = !chain.isComplete() && replica.status() == CatalogFile.STALE;
            return abandoned ? Optional.empty() : Optional.of("is not good");
        }
        String relative = replica.path().substring(chain.target().length() + 1);
        File expected = files.get(relative);
        if (expected == null || chain.trouble().isPresent()) {
            // that it is here is told by another check
            return Optional.empty();
        }
        if (expected.size() != replica.size()) {
            return Optional.of("is good, but the source has " + expected.size() + " bytes");
        }
        if (!chain.kind().bucket() || chain.kind().uploads()) {
            return sameBytes(chain, relative, replica) ? Optional.empty() : Optional.of("is good, with other bytes");
        }
        String registered = chain.source().address() + '/' + relative;
        return replica.physicalPath().equals(registered) ? Optional.empty() : Optional.of("is not at " + registered);
    }

    private static boolean sameBytes(Chain chain, String relative, Replica replica) throws IOException {
        Path file = Path.of(replica.physicalPath());
        if (!Files.exists(file)) {
            return false;
        }
        try (InputStream one = new BufferedInputStream(chain.source().open(relative));
                InputStream other = new BufferedInputStream(Files.newInputStream(file))) {
            int expected;
            do {
                expected = one.read();
                if (expected != other.read()) {
                    return false;
                }
            } while (expected >= 0);
            return true;
        }
    }

    private static void numbers(Chain chain, List<Replica> replicas, List<String> problems) {
        long wanted = chain.kind().flow() == Kind.Flow.REPLICAS ? 2 : 1;
        Map<String, Long> numbers = replicas.stream()
                .collect(Collectors.groupingBy(Replica::path, Collectors.counting()));
        numbers.forEach((path, number) -> {
            if (number != wanted) {
                problems.add(path + " has " + number + " replicas, not " + wanted);
            }
        });
    }
}
