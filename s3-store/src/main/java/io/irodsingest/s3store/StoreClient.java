package io.irodsingest.s3store;

import io.irodsingest.common.tls.TrustedAuthorities;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
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
 * What one store is asked with as one user, and the connections to it. Nothing is asked before the first request. Thread-safe.
 *
 * @param s3 tries a request several times
 * @param once tries a request once, over the same connections
 */
public record StoreClient(S3Client s3, S3Client once, SdkHttpClient http, AwsCredentialsProvider credentials) {
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    /** The longest silence in the middle of an answer. */
    public static final Duration SILENCE_LIMIT = Duration.ofSeconds(60);
    /** The longest wait for another thread to give back its connection. */
    static final Duration POOL_LIMIT = Duration.ofMinutes(5);
    static final Duration IDLE_LIMIT = Duration.ofSeconds(50);

    /**
     * How clients are made.
     *
     * @param connections most that are open; one more request waits for its turn
     * @param silence the longest silence before and in the middle of an answer
     */
    public record Making(int connections, TrustedAuthorities authorities, Supplier<RetryStrategy> retries,
            Duration silence) {
        public Making(int connections, TrustedAuthorities authorities, Supplier<RetryStrategy> retries) {
            this(connections, authorities, retries, SILENCE_LIMIT);
        }
    }

    public static StoreClient open(S3Store store, S3Credentials as, Making making) {
        SdkHttpClient http = new InterruptibleHttpClient(http(store, making));
        AwsCredentialsProvider credentials = provider(as);
        return new StoreClient(client(store, http, credentials, making.retries().get()),
                client(store, http, credentials, StoreRetries.strategy().toBuilder().maxAttempts(1).build()), http,
                credentials);
    }

    /** Cuts what is still being read. */
    public void close() {
        s3.close();
        once.close();
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

    private static S3Client client(S3Store store, SdkHttpClient http, AwsCredentialsProvider credentials,
            RetryStrategy retries) {
        S3ClientBuilder client = S3Client.builder().httpClient(http).region(Region.of(store.region()))
                .credentialsProvider(credentials).forcePathStyle(store.bucketsInPath())
                // stores other than Amazon's know less of checksums, and parts of objects have none
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(overrides -> overrides.retryStrategy(retries)
                        .addExecutionInterceptor(new ListingRepair()));
        store.address().ifPresent(client::endpointOverride);
        return client.build();
    }

    private static SdkHttpClient http(S3Store store, Making making) {
        ProxyConfiguration.Builder proxy = ProxyConfiguration.builder().useSystemPropertyValues(false)
                .useEnvironmentVariableValues(false);
        store.proxy().ifPresent(proxy::endpoint);
        return Apache5HttpClient.builder().maxConnections(making.connections()).tcpKeepAlive(true)
                .connectionTimeout(CONNECT_LIMIT).socketTimeout(making.silence())
                .connectionAcquisitionTimeout(POOL_LIMIT)
                .connectionMaxIdleTime(IDLE_LIMIT).proxyConfiguration(proxy.build())
                .dnsResolver(new StoreAddresses())
                .tlsTrustManagersProvider(new StoreCertificates(making.authorities())).build();
    }

    private static AwsCredentialsProvider provider(S3Credentials credentials) {
        return switch (credentials) {
            case S3Credentials.KeyPair pair -> StaticCredentialsProvider
                    .create(AwsBasicCredentials.create(pair.accessKey(), pair.secretKey().reveal()));
            case S3Credentials.FromMachine machine -> DefaultCredentialsProvider.builder().build();
            case S3Credentials.Profile profile -> ProfileCredentialsProvider.create(profile.name());
            case S3Credentials.Nobody nobody -> AnonymousCredentialsProvider.create();
        };
    }
}
