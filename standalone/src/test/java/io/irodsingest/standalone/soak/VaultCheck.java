package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.CatalogFile.Replica;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** No file is in the vaults that no replica names. */
final class VaultCheck implements Check {
    @Override
    public String name() {
        return "no file is left in the vaults";
    }

    @Override
    public Finding look(Evidence evidence) throws IOException {
        Set<String> known = evidence.catalog().orElseThrow().replicas("/" + IrodsProcess.ZONE).stream()
                .map(Replica::physicalPath).collect(Collectors.toSet());
        List<String> left = new ArrayList<>();
        long looked = 0;
        try (Stream<Path> files = Files.walk(evidence.cluster().irods().vault())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                looked++;
                if (!known.contains(file.toString())) {
                    left.add(file.toString());
                }
            }
        }
        return new Finding(looked, "files", left);
    }
}
