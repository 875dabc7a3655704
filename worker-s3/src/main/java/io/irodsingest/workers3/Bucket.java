package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.StoreClients;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.StoreClients.Access;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A bucket of a store, as one user sees it. Immutable and thread-safe. */
final class Bucket {
    private static final int MOST_REDIRECTS = 3;

    private final StoreClients clients;
    private final Access access;
    private final String name;

    /** @param clients of this process, of which one is used for each request */
    Bucket(StoreClients clients, Access access, String name) {
        this.clients = clients;
        this.access = access;
        this.name = name;
    }

    String name() {
        return name;
    }

    S3Store store() {
        return access.store();
    }

    S3Credentials credentials() {
        return access.credentials();
    }

    /** The same bucket at another address. */
    Bucket at(S3Store store) {
        return new Bucket(clients, new Access(store, credentials()), name);
    }

    StoreClients.Use use() {
        return clients.use(access);
    }

    /**
     * Runs a request about the bucket, or about an object of it. When the store fails for one object and answers for others, the
     * object is tried again, and then is what failed: an outage of the store it is only when it answers for no other either.
     *
     * @param key empty when it is about no single object
     * @throws IOException with one line for the user; see {@link S3Errors}
     */
    <T> T ask(String key, Function<S3Client, T> request) throws IOException {
        Answer<T> answer = untilClear(key, request);
        answer.use().close();
        return answer.value();
    }

    /** Asks for bytes of an object. @throws IOException as of {@link #ask} */
    ObjectStream read(String key, Consumer<GetObjectRequest.Builder> request) throws IOException {
        Answer<ResponseInputStream<GetObjectResponse>> answer = untilClear(key,
                client -> client.getObject(wanted -> request.accept(wanted.bucket(name).key(key))));
        return new ObjectStream(answer.value(), answer.use());
    }

    /** What was answered, by a client that is still open. */
    private record Answer<T>(T value, StoreClients.Use use) {}

    private <T> Answer<T> untilClear(String key, Function<S3Client, T> request) throws IOException {
        StoreHealth health = new StoreHealth(this, key);
        while (true) {
            try {
                return redirected(key, request);
            } catch (StoreUnavailableException away) {
                Optional<IOException> verdict = health.verdict(away);
                if (verdict.isPresent()) {
                    throw verdict.get();
                }
            }
        }
    }

    private <T> Answer<T> redirected(String key, Function<S3Client, T> request) throws IOException {
        Bucket at = this;
        for (int redirects = 0;; redirects++) {
            try {
                return at.once(request);
            } catch (AwsServiceException answer) {
                Optional<S3Store> next = redirects < MOST_REDIRECTS ? Redirects.next(at, answer) : Optional.empty();
                if (next.isEmpty()) {
                    throw at.told(key, answer);
                }
                at = at.at(next.get());
            } catch (SdkException problem) {
                throw at.told(key, problem);
            } catch (IllegalArgumentException | DateTimeException unreadable) {
                throw new IOException(store().endpoint() + " gives an answer that cannot be read: "
                        + unreadable.getMessage(), unreadable);
            }
        }
    }

    private <T> Answer<T> once(Function<S3Client, T> request) {
        StoreClients.Use use = use();
        boolean answered = false;
        try {
            Answer<T> answer = new Answer<>(request.apply(use.client().s3()), use);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                use.close();
            }
        }
    }

    private IOException told(String key, SdkException problem) {
        return problem instanceof AbortedException || Thread.currentThread().isInterrupted()
                ? interruption(problem)
                : S3Errors.exception(this, key, problem);
    }

    private static ClosedByInterruptException interruption(SdkException cause) {
        // whoever waits in a channel is told so, with the thread's flag set
        Thread.currentThread().interrupt();
        ClosedByInterruptException interruption = new ClosedByInterruptException();
        interruption.initCause(cause);
        return interruption;
    }

    @Override
    public String toString() {
        return "/" + name + " at " + store().endpoint() + " for " + credentials().label();
    }
}
