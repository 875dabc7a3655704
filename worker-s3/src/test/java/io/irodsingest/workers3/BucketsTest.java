package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreClients;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.S3Credentials;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.ingesttasks.AddressingStyle;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.testservers.link.FaultyLink;
import io.irodsingest.testservers.S3Server;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.s3store.S3Credentials.KeyPair;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class BucketsTest {
    private static final long CHUNK = 8 * 1024 * 1024;

    @Test
    void bucketsOfOneStoreAndUserShareAClient() throws IOException {
        try (OddStore server = new OddStore(asked -> OddStore.object(10)); Buckets buckets = TestBucket.buckets(2)) {
            S3Store store = TestBucket.storeAt(server.endpoint());
            assertThat(buckets.openClients()).isZero();
            S3Object.head(buckets.bucket(store, keys("a"), "one"), "key");
            S3Object.head(buckets.bucket(store, keys("a"), "two"), "key");
            assertThat(buckets.openClients()).isEqualTo(1);
            S3Object.head(buckets.bucket(store, keys("b"), "one"), "key");
            assertThat(buckets.openClients()).isEqualTo(2);
            S3Object.head(buckets.bucket(store.at(store.endpoint(), false, false).at(store.endpoint(), false, true),
                    keys("b"), "one"), "key");
            assertThat(buckets.openClients()).isEqualTo(2);
            assertThat(buckets.bucket(store, keys("a"), "one").toString()).doesNotContain("hidden");
        }
    }

    @Test
    void jobsWithKeysOfTheirOwnLeaveNothingBehind() throws IOException {
        try (OddStore server = new OddStore(asked -> OddStore.object(10)); Buckets buckets = TestBucket.buckets(200)) {
            S3Store store = TestBucket.storeAt(server.endpoint());
            int threads = 0;
            for (int job = 0; job < 500; job++) {
                assertThat(S3Object.head(buckets.bucket(store, keys("key of job " + job), "b"), "key").size())
                        .isEqualTo(10);
                threads = job == 100 ? Thread.activeCount() : threads;
            }
            assertThat(buckets.openClients()).isLessThanOrEqualTo(StoreClients.MOST_IDLE + 1);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
        }
    }

    @Test
    void afterTheEndThereAreNone() {
        Buckets buckets = TestBucket.buckets(2);
        buckets.close();
        buckets.close();
        assertThatThrownBy(() -> buckets.bucket(store("us-east-1"), keys("a"), "one"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noMoreConnectionsAreOpenThanWasSaid() throws IOException {
        try (TestBucket store = new TestBucket();
                FaultyLink link = FaultyLink.to(TestServers.s3().endpoint());
                Buckets buckets = TestBucket.buckets(3)) {
            store.put("key", new byte[100_000]);
            Bucket bucket = buckets.bucket(TestBucket.storeAt(link.endpoint()), TestBucket.credentials(),
                    store.name());
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 60; i++) {
                    threads.submit(() -> S3Object.head(bucket, "key"));
                }
            }
            assertThat(link.requests()).hasSize(60);
            assertThat(link.open()).isBetween(1, 3);
        }
    }

    @Test
    void aStoreIsReachedThroughAProxy() throws IOException {
        try (StubStore proxy = new StubStore(200, "", "ETag", "\"of the proxy\"");
                Buckets buckets = TestBucket.buckets(1)) {
            S3Store store = new S3Store("store.invalid", "us-east-1", Optional.of(proxy.endpoint()), false, CHUNK,
                    false, true, false);
            buckets.bucket(store, keys("a"), "bucket").ask("",
                    client -> client.headBucket(request -> request.bucket("bucket")));
            assertThat(proxy.lastRequest()).isEqualTo("HEAD http://store.invalid/bucket");
        }
    }

    @Test
    void bucketsAreNamedBeforeTheHostWhenThatIsWanted() throws IOException {
        try (StubStore proxy = new StubStore(200, "", "ETag", "\"e\""); Buckets buckets = TestBucket.buckets(1)) {
            S3Store store = StoreOptions.store(new S3Options("store.invalid:81", "us-east-1",
                    Optional.of(proxy.endpoint().toString()), true, 8, false, Optional.empty(), Optional.empty(),
                    Optional.of(AddressingStyle.VIRTUAL), false, false));
            buckets.bucket(store, keys("a"), "bucket").ask("",
                    client -> client.headBucket(request -> request.bucket("bucket")));
            assertThat(proxy.lastRequest()).isEqualTo("HEAD http://bucket.store.invalid:81/");
        }
    }

    @Test
    void whatEverybodyMayReadIsReadWithoutASignature() throws IOException {
        try (OddStore server = new OddStore(asked -> asked.header().containsKey("authorization")
                ? OddStore.error(403, "AccessDenied")
                : OddStore.object(10)); Buckets buckets = TestBucket.buckets(1)) {
            Bucket bucket = buckets.bucket(TestBucket.storeAt(server.endpoint()), new S3Credentials.Nobody(), "b");
            assertThat(S3Object.head(bucket, "key").size()).isEqualTo(10);
        }
    }

    /** For 2 s, or as many as the system property says. */
    @Test
    void aBusyStoreIsWaitedFor() throws IOException {
        try (TestBucket store = new TestBucket();
                FaultyLink link = FaultyLink.to(TestServers.s3().endpoint());
                Buckets buckets = TestBucket.buckets(3)) {
            store.put("key", new byte[10]);
            Bucket bucket = buckets.bucket(TestBucket.storeAt(link.endpoint()), TestBucket.credentials(),
                    store.name());
            link.slowDown(Duration.ofSeconds(Integer.getInteger("irods-ingest.test.slow-down", 2)));
            assertThat(S3Object.head(bucket, "key").size()).isEqualTo(10);
            assertThat(link.requests()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void aBusyStoreIsGivenHalfAMinuteAtLeast() {
        StandardRetryStrategy strategy = StoreRetries.strategy();
        Duration least = Duration.ZERO;
        S3Exception busy = (S3Exception) S3Exception.builder().statusCode(503).build();
        RetryToken token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create("test")).token();
        for (int retry = 1; retry < StoreRetries.TRIES; retry++) {
            RefreshRetryTokenResponse response = strategy
                    .refreshRetryToken(RefreshRetryTokenRequest.builder().token(token).failure(busy).build());
            token = response.token();
            assertThat(response.delay()).isLessThanOrEqualTo(Duration.ofSeconds(8));
            least = least.plus(response.delay());
        }
        assertThat(least).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(80));
        RetryToken used = token;
        assertThatThrownBy(() -> strategy
                .refreshRetryToken(RefreshRetryTokenRequest.builder().token(used).failure(busy).build()))
                .isInstanceOf(TokenAcquisitionFailedException.class);
    }

    @Test
    void aStoreThatComesBackIsUsedAgain() throws Exception {
        S3Server server = TestServers.s3();
        assumeTrue(server.canStop());
        try (TestBucket store = new TestBucket()) {
            store.put("key", new byte[10]);
            server.stop();
            CompletableFuture<Long> size = new CompletableFuture<>();
            Thread asking = Thread.ofPlatform().start(() -> {
                try {
                    size.complete(S3Object.head(store.direct(), "key").size());
                } catch (IOException failed) {
                    size.completeExceptionally(failed);
                }
            });
            await().until(() -> asking.getState() == Thread.State.TIMED_WAITING);
            server.start();
            assertThat(size).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(10L);
        }
    }

    private static S3Store store(String region) {
        return new S3Store("s3.amazonaws.com", region, Optional.empty(), true, CHUNK, false, false, false);
    }

    private static KeyPair keys(String accessKey) {
        return new KeyPair(accessKey, new Secret("hidden"));
    }
}
