package io.irodsingest.workers3;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A bucket of a store, as one user sees it. Immutable and thread-safe.
 *
 * @param client belongs to {@link Buckets}, which closes it
 */
record Bucket(S3Client client, String name, S3Store store, S3Credentials credentials) {
    /**
     * Runs a request about the bucket, or about an object of it.
     *
     * @param key empty when it is about no single object
     * @throws IOException with one line for the user; see {@link S3Errors}
     */
    <T> T ask(String key, Function<S3Client, T> request) throws IOException {
        try {
            return request.apply(client);
        } catch (AbortedException interrupted) {
            throw interruption(interrupted);
        } catch (SdkException problem) {
            if (Thread.currentThread().isInterrupted()) {
                throw interruption(problem);
            }
            throw S3Errors.exception(this, key, problem);
        }
    }

    private static ClosedByInterruptException interruption(SdkException cause) {
        // whoever waits in a channel is told so, with the thread's flag set
        Thread.currentThread().interrupt();
        ClosedByInterruptException interruption = new ClosedByInterruptException();
        interruption.initCause(cause);
        return interruption;
    }
}
