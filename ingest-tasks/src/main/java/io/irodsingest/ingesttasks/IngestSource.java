package io.irodsingest.ingesttasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.irodsingest.common.path.RawPath;
import java.util.Objects;
import java.util.Optional;

/**
 * What an ingest takes its entries from. Immutable.
 *
 * @param source absolute path of a directory that the workers see, or {@code /BUCKET/PREFIX} of an S3 source
 * @param s3 where the bucket is; empty for a directory
 * @param exclusions what is left out; null stands for nothing
 * @param listed whether the job takes the paths of a list that its user sends, and scans nothing; a record that does not say
 *        so means that it does not
 */
public record IngestSource(RawPath source, Optional<S3Options> s3, Exclusions exclusions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean listed) {

    /** @throws InvalidJobException when there can be no such source */
    public IngestSource {
        Objects.requireNonNull(source, "the source is missing");
        exclusions = Objects.requireNonNullElse(exclusions, Exclusions.NONE);
        IngestRules.checkSource(source);
        if (s3.isPresent()) {
            IngestRules.checkBucket(source, exclusions);
        }
    }

    /** All of it but what is left out. */
    public IngestSource(RawPath source, Optional<S3Options> s3, Exclusions exclusions) {
        this(source, s3, exclusions, false);
    }

    /** All of a directory. */
    public static IngestSource directory(RawPath source) {
        return new IngestSource(source, Optional.empty(), Exclusions.NONE);
    }

    /** The paths of a list in it. */
    public IngestSource byList() {
        return new IngestSource(source, s3, exclusions, true);
    }

    /** The same, but that of a key pair there is only known that there is one. */
    IngestSource withoutSeal() {
        return new IngestSource(source, s3.map(S3Options::withoutSeal), exclusions, listed);
    }
}
