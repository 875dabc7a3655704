package io.irodsingest.s3store;

import io.irodsingest.common.secret.Secret;
import java.util.Objects;

/** As whom a store is spoken to. Immutable; no secret is in its text. */
public sealed interface S3Credentials {
    /** Two keys. @param accessKey names the user; no secret */
    record KeyPair(String accessKey, Secret secretKey) implements S3Credentials {
        public KeyPair {
            Objects.requireNonNull(accessKey);
            Objects.requireNonNull(secretKey);
        }
    }

    /** What the machine offers: environment variables, the shared files of Amazon's tools, a container's or host's role. */
    record FromMachine() implements S3Credentials {}

    /** A named profile of the shared files of Amazon's tools. */
    record Profile(String name) implements S3Credentials {
        public Profile {
            Objects.requireNonNull(name);
        }
    }

    /** Nobody: requests are not signed, as a bucket for everybody takes them. */
    record Nobody() implements S3Credentials {}

    /** For messages. */
    default String label() {
        return switch (this) {
            case KeyPair pair -> "the access key " + pair.accessKey();
            case FromMachine machine -> "the credentials of this machine";
            case Profile profile -> "the profile " + profile.name();
            case Nobody nobody -> "requests without a user";
        };
    }
}
