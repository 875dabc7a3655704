package io.irodsingest.workers3;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The buckets that this process reads. Those of one store and one user share a client and its connections, which stay open
 * from one request to the next. Nothing is asked of a store before the first request. Thread-safe.
 */
final class Buckets implements AutoCloseable {
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    /** The longest silence in the middle of an answer. */
    static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);
    /** The longest wait for another thread to give back its connection. */
    static final Duration POOL_LIMIT = Duration.ofMinutes(5);
    static final Duration IDLE_LIMIT = Duration.ofSeconds(50);

    private final int connections;
    private final Supplier<RetryStrategy> retries;
    private final Map<Access, Client> clients = new HashMap<>();
    private boolean closed;

    private record Access(S3Store store, S3Credentials credentials) {}

    private record Client(S3Client s3, SdkHttpClient http, AwsCredentialsProvider credentials) {
        void close() {
            s3.close();
            http.close();
            if (credentials instanceof AutoCloseable closeable) {
                closeQuietly(closeable);
            }
        }

        private static void closeQuietly(AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** @param connections most that are open to one store as one user; one more request waits for its turn */
    Buckets(int connections) {
        this(connections, StoreRetries::strategy);
    }

    Buckets(int connections, Supplier<RetryStrategy> retries) {
        this.connections = connections;
        this.retries = retries;
    }

    /** A bucket, which need not exist. @throws IllegalStateException after {@link #close()} */
    Bucket bucket(S3Store store, S3Credentials credentials, String name) {
        Access access = new Access(store, credentials);
        synchronized (clients) {
            if (closed) {
                throw new IllegalStateException("the S3 clients are closed");
            }
            return new Bucket(clients.computeIfAbsent(access, this::connect).s3(), name, store, credentials);
        }
    }

    /** Cuts what is still being read. */
    @Override
    public void close() {
        synchronized (clients) {
            closed = true;
            clients.values().forEach(Client::close);
            clients.clear();
        }
    }

    private Client connect(Access access) {
        S3Store store = access.store();
        SdkHttpClient http = new InterruptibleHttpClient(http(store));
        AwsCredentialsProvider credentials = provider(access.credentials());
        S3ClientBuilder client = S3Client.builder().httpClient(http).region(Region.of(store.region()))
                .credentialsProvider(credentials).forcePathStyle(!store.isAmazon())
                // stores other than Amazon's know less of checksums, and parts of objects have none
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(overrides -> overrides.retryStrategy(retries.get()));
        store.address().ifPresent(client::endpointOverride);
        return new Client(client.build(), http, credentials);
    }

    private SdkHttpClient http(S3Store store) {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder().useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false);
        store.proxy().ifPresent(proxy::endpoint);
        return Apache5HttpClient.builder().maxConnections(connections).tcpKeepAlive(true)
                .connectionTimeout(CONNECT_LIMIT).socketTimeout(SILENCE_LIMIT).connectionAcquisitionTimeout(POOL_LIMIT)
                .connectionMaxIdleTime(IDLE_LIMIT).proxyConfiguration(proxy.build())
                .dnsResolver(new StoreAddresses()).build();
    }

    private static AwsCredentialsProvider provider(S3Credentials credentials) {
        return switch (credentials) {
            case S3Credentials.KeyPair pair -> StaticCredentialsProvider
                    .create(AwsBasicCredentials.create(pair.accessKey(), pair.secretKey().reveal()));
            case S3Credentials.FromMachine machine -> DefaultCredentialsProvider.builder().build();
            case S3Credentials.Profile profile -> ProfileCredentialsProvider.create(profile.name());
        };
    }
}
