package io.irodsingest.common.job;

import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * Which event handler a job has; its content is kept beside the job's record.
 *
 * @param fileName for messages: the name of the file that the user gave
 * @param digest SHA-256 of the content, in hexadecimal digits
 * @param seal the digest, sealed by the cluster's key for this job; what has none runs no code
 */
public record HandlerFile(Form form, String fileName, String digest, Optional<String> seal) {
    public HandlerFile {
        seal = Objects.requireNonNullElse(seal, Optional.empty());
    }

    /** One that is not sealed. */
    public HandlerFile(Form form, String fileName, String digest) {
        this(form, fileName, digest, Optional.empty());
    }

    /** The same, sealed for a job. */
    public HandlerFile sealed(ClusterKey key, String jobId) {
        return new HandlerFile(form, fileName, digest, Optional.of(key.seal(new Secret(digest), purpose(jobId))));
    }

    /** Whether it was sealed by this key for this job, with this digest. */
    public boolean isSealedBy(ClusterKey key, String jobId) {
        try {
            return seal.isPresent() && key.open(seal.get(), purpose(jobId)).reveal().equals(digest);
        } catch (IllegalArgumentException foreign) {
            return false;
        }
    }

    /** The same, unsealed. */
    public HandlerFile withoutSeal() {
        return new HandlerFile(form, fileName, digest);
    }

    private String purpose(String jobId) {
        return "event handler\n" + jobId + '\n' + form + '\n' + fileName;
    }

    /** What the content is. */
    public enum Form {
        /** A declaration in YAML, without code. */
        YAML,
        /** A jar with classes of which one implements the event handler. */
        JAR,
        /** A source file of Python, as event handlers of {@code irods_capability_automated_ingest} are. */
        PYTHON;

        /** Whether workers run what a user wrote: only an admin may send that, and it is sealed. */
        public boolean isCode() {
            return this != YAML;
        }
    }
}
