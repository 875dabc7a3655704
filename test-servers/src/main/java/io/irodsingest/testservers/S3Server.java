package io.irodsingest.testservers;

import java.net.URI;

/** An S3 store whose buckets are named in the path; a test makes buckets of its own, under names that nobody else has. */
public non-sealed interface S3Server extends TestServer {
    /** Where it listens: scheme, host and port, without the keys. */
    default URI endpoint() {
        return uri();
    }

    String accessKey();

    String secretKey();
}
