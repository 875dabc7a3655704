package io.irodsingest.ingesttasks;

import io.irodsingest.common.path.RawPath;
import java.util.Objects;
import java.util.Optional;

/**
 * What an ingest takes its entries from. Immutable.
 *
 * @param source absolute path of a directory that the workers see, or {@code /BUCKET/PREFIX} of an S3 source
 * @param s3 where the bucket is; empty for a directory
 * @param exclusions what is left out; null stands for nothing
 */
public record IngestSource(RawPath source, Optional<S3Options> s3, Exclusions exclusions) {

    /** @throws InvalidJobException when there can be no such source */
    public IngestSource {
        Objects.requireNonNull(source, "the source is missing");
        exclusions = Objects.requireNonNullElse(exclusions, Exclusions.NONE);
        IngestRules.checkSource(source);
        if (s3.isPresent()) {
            IngestRules.checkBucket(source, exclusions);
        }
    }

    /** All of a directory. */
    public static IngestSource directory(RawPath source) {
        return new IngestSource(source, Optional.empty(), Exclusions.NONE);
    }
}
