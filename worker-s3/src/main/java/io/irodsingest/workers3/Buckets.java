package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreClients;
import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.s3store.StoreClients.Access;
import java.util.function.Supplier;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * The buckets that this process reads. Those of one store and one user share a client and its connections, which stay open
 * from one request to the next. Nothing is asked of a store before the first request. Thread-safe.
 */
final class Buckets implements AutoCloseable {
    private final StoreClients clients;

    /** @param connections most that are open to one store as one user; one more request waits for its turn */
    Buckets(int connections, TrustedAuthorities authorities) {
        this(connections, authorities, StoreRetries::strategy);
    }

    Buckets(int connections, TrustedAuthorities authorities, Supplier<RetryStrategy> retries) {
        this(new StoreClient.Making(connections, authorities, retries));
    }

    Buckets(StoreClient.Making making) {
        this.clients = new StoreClients(access -> StoreClient.open(access.store(), access.credentials(), making),
                System::nanoTime);
    }

    /** A bucket, which need not exist. @throws IllegalStateException after {@link #close()} */
    Bucket bucket(S3Store store, S3Credentials credentials, String name) {
        clients.checkOpen();
        return new Bucket(clients, new Access(store, credentials), name);
    }

    /** How many clients are open. */
    int openClients() {
        return clients.open();
    }

    /** Cuts what is still being read. */
    @Override
    public void close() {
        clients.close();
    }
}
