package io.irodsingest.workerbatch.irods;

import io.irodsingest.handlerapi.batch.Initializer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the operations of application {@value IrodsRows#APP} are told by the operator of a worker. */
public final class IrodsApplication implements Initializer {
    /** Behind {@code IRODS_INGEST_APP_IRODS_}: the directories that manifests may be in, separated by commas; none unless it is set. */
    private static final String MANIFEST_ROOTS = "MANIFEST_ROOTS";

    @Override
    public String app() {
        return IrodsRows.APP;
    }

    @Override
    public AutoCloseable open(Map<String, String> settings) {
        List<Path> roots = Arrays.stream(settings.getOrDefault(MANIFEST_ROOTS, "").split(",")).map(String::strip)
                .filter(root -> !root.isEmpty()).map(Path::of).toList();
        for (Path root : roots) {
            if (!root.isAbsolute()) {
                throw new IllegalArgumentException("IRODS_INGEST_APP_IRODS_" + MANIFEST_ROOTS + " has " + root
                        + " and must have absolute paths, separated by commas");
            }
        }
        return new Manifests(roots);
    }
}
