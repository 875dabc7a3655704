package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.CharacterReplacement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where an ingest brings its entries. Immutable.
 *
 * @param target absolute logical path of a collection, without a trailing slash, never {@code /}
 * @param resource where replicas go: the root of a resource tree; empty leaves it to the server
 * @param characterMap what is replaced in names, in this order; null stands for nothing
 */
public record IngestTarget(String target, Optional<String> resource, List<CharacterReplacement> characterMap) {

    /** @throws InvalidJobException when there can be no such target */
    public IngestTarget {
        Objects.requireNonNull(target, "the target is missing");
        characterMap = characterMap == null ? List.of() : List.copyOf(characterMap);
        IngestRules.checkTarget(target);
    }

    /** A collection, on a resource of the server's choice. */
    public static IngestTarget collection(String target) {
        return new IngestTarget(target, Optional.empty(), List.of());
    }
}
