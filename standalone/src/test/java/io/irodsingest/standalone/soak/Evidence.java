package io.irodsingest.standalone.soak;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What checks look at.
 *
 * @param calm what processes had open before the first fault, by name
 * @param catalog what is in the catalog; empty while iRODS runs
 */
record Evidence(Cluster cluster, List<Chain> chains, FaultLog faults, Map<String, Member.Figures> calm,
        Optional<CatalogFile> catalog) {
    Evidence {
        chains = List.copyOf(chains);
        calm = Map.copyOf(calm);
    }

    /** The same after iRODS has ended. */
    Evidence with(CatalogFile found) {
        return new Evidence(cluster, chains, faults, calm, Optional.of(found));
    }
}
