package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.testservers.S3Server;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.s3store.S3Credentials.KeyPair;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket of its own in the store for tests, empty at first. */
final class TestBucket implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private static final S3Server STORE = TestServers.s3();

    private static final long CHUNK = 8 * 1024 * 1024;

    private final Buckets buckets = buckets(CONNECTIONS);
    private final StoreClient client = StoreClient.open(storeAt(STORE.endpoint()), credentials(),
            new StoreClient.Making(CONNECTIONS, TrustedAuthorities.OF_JVM, StoreRetries::strategy));
    private final Bucket bucket;

    TestBucket() {
        bucket = buckets.bucket(storeAt(STORE.endpoint()), credentials(), "test-" + UUID.randomUUID());
        client.s3().createBucket(request -> request.bucket(bucket.name()));
    }

    /** How the store is spoken to at an address: its own or that of something in front of it. */
    static S3Store storeAt(URI endpoint) {
        return new S3Store(endpoint.getHost() + ':' + port(endpoint), "us-east-1", Optional.empty(),
                "https".equals(endpoint.getScheme()), CHUNK, false, true, false);
    }

    /** For so many connections, with the authorities of the JVM. */
    static Buckets buckets(int connections) {
        return new Buckets(connections, TrustedAuthorities.OF_JVM);
    }

    private static int port(URI endpoint) {
        int standard = "https".equals(endpoint.getScheme()) ? 443 : 80;
        return endpoint.getPort() < 0 ? standard : endpoint.getPort();
    }

    static KeyPair credentials() {
        return new KeyPair(STORE.accessKey(), new Secret(STORE.secretKey()));
    }

    /** The bucket, straight from the store. */
    Bucket direct() {
        return bucket;
    }

    /** Three tries for a request, without pauses. */
    static StandardRetryStrategy impatience() {
        return StoreRetries.strategy().toBuilder().maxAttempts(3).backoffStrategy(BackoffStrategy.retryImmediately())
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately()).build();
    }

    /** Another bucket of the store, which need not exist. */
    Bucket other(String name) {
        return buckets.bucket(bucket.store(), bucket.credentials(), name);
    }

    /** For what nothing but tests does to a store. */
    S3Client client() {
        return client.s3();
    }

    String name() {
        return bucket.name();
    }

    /** @return its ETag */
    String put(String key, byte[] content) {
        return client.s3()
                .putObject(request -> request.bucket(bucket.name()).key(key), RequestBody.fromBytes(content)).eTag();
    }

    ObjectContent content(Bucket seenThrough, String key) throws IOException {
        return new ObjectContent(seenThrough, S3Object.head(bucket, key));
    }

    /** Many objects of a byte each. */
    void putAll(List<String> keys) {
        Semaphore places = new Semaphore(CONNECTIONS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String key : keys) {
                threads.submit(() -> {
                    places.acquireUninterruptibly();
                    try {
                        put(key, new byte[1]);
                    } finally {
                        places.release();
                    }
                });
            }
        }
    }

    @Override
    public void close() {
        client.close();
        buckets.close();
    }
}
