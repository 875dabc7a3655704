package io.irodsingest.workers3;

import io.irodsingest.s3store.StoreUnavailableException;
import io.irodsingest.s3store.StoreClient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.testservers.link.FaultyLink;
import io.irodsingest.testservers.TestServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class ObjectContentTest {
    private static final int SIZE = 6_000_000;
    private static final long UNENDING = 20_000_000;
    private static final String KEY = "data/Größe +%20 1.bin";

    private final byte[] bytes = new byte[SIZE];
    private final TestBucket store = new TestBucket();
    private final FaultyLink link = FaultyLink.to(TestServers.s3().endpoint());
    private final Buckets buckets = TestBucket.buckets(2);
    private Bucket bucket;
    private ObjectContent content;

    @BeforeEach
    void put() throws IOException {
        new Random(7).nextBytes(bytes);
        store.put(KEY, bytes);
        bucket = buckets.bucket(TestBucket.storeAt(link.endpoint()), TestBucket.credentials(), store.name());
        content = store.content(bucket, KEY);
    }

    @AfterEach
    void close() {
        buckets.close();
        link.close();
        store.close();
    }

    @Test
    void partsAreReadFromAnywhere() throws IOException {
        assertThat(read(content, 0, SIZE)).isEqualTo(bytes);
        assertThat(read(content, 0, SIZE + 10)).isEqualTo(bytes);
        assertThat(read(content, 1, 5)).isEqualTo(Arrays.copyOfRange(bytes, 1, 6));
        assertThat(read(content, SIZE - 3, 3)).isEqualTo(Arrays.copyOfRange(bytes, SIZE - 3, SIZE));
        assertThat(read(content, 4_000_000, 1_500_000)).isEqualTo(Arrays.copyOfRange(bytes, 4_000_000, 5_500_000));
        assertThat(read(content, SIZE, 0)).isEmpty();
        assertThat(link.requests()).hasSize(5);
        assertThat(link.open()).isEqualTo(1);
    }

    @Test
    void anEmptyObjectIsReadWithoutAskingTheStore() throws IOException {
        store.put("empty", new byte[0]);
        assertThat(read(store.content(bucket, "empty"), 0, 0)).isEmpty();
        assertThat(link.requests()).isEmpty();
    }

    @Test
    void aBufferOutsideOfTheHeapIsFilledToo() throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(200_000);
        try (ReadableByteChannel channel = content.open(10, 200_000)) {
            while (direct.hasRemaining()) {
                assertThat(channel.read(direct)).isPositive();
            }
            assertThat(channel.read(direct)).isZero();
            assertThat(channel.read(direct.clear())).isNegative();
        }
        byte[] got = new byte[200_000];
        direct.clear().get(got);
        assertThat(got).isEqualTo(Arrays.copyOfRange(bytes, 10, 200_010));
    }

    @Test
    void closingEarlyCutsTheConnectionInsteadOfReadingOn() throws IOException {
        byte[] large = new byte[64 * 1024 * 1024];
        store.put("large", large);
        ReadableByteChannel channel = store.content(bucket, "large").open(0, large.length);
        assertThat(channel.read(ByteBuffer.allocate(10))).isPositive();
        channel.close();
        assertThat(channel.isOpen()).isFalse();
        await().atMost(Duration.ofSeconds(5)).until(() -> link.open() == 0);
        // both connections of the pool can be had
        assertThat(read(content, 0, 10)).hasSize(10);
        assertThat(read(content, 0, 10)).hasSize(10);
    }

    @Test
    void aConnectionThatIsCutIsMadeAgainFromWhereItWas() throws IOException {
        link.cutAfter(1_500_000, 3);
        assertThat(read(content, 0, SIZE)).isEqualTo(bytes);
        assertThat(link.requests()).hasSizeBetween(4, 5);
    }

    @Test
    void anObjectWhoseConnectionIsCutTooOftenFailsAloneWhenTheStoreAnswersForOthers() {
        link.cutAfter(3_000, 1000);
        assertThatThrownBy(() -> read(content, 0, SIZE)).isNotInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("the connection to " + bucket.store().endpoint() + " was lost 6 times")
                .hasMessageEndingWith("; for other objects it answers");
        assertThat(link.count(request -> request.method().equals("GET") && !request.path().contains("list-type")))
                .isEqualTo(6);
    }

    @Test
    void aConnectionThatIsCutTooOftenIsAnOutageWhenTheStoreIsAway() throws IOException {
        link.cutAfter(3_000, 1);
        try (Buckets impatient = new Buckets(2, TrustedAuthorities.OF_JVM, TestBucket::impatience);
                ReadableByteChannel channel = store.content(impatient.bucket(bucket.store(), bucket.credentials(),
                        bucket.name()), KEY).open(0, SIZE)) {
            assertThat(channel.read(ByteBuffer.allocate(10))).isPositive();
            link.away(true);
            assertThatThrownBy(() -> drain(channel)).isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Test
    void aReadGoesOnWhenTheStoreWasTooBusyForAWhile() throws IOException {
        link.slowDown(2);
        assertThat(read(content, 0, SIZE)).isEqualTo(bytes);
        assertThat(link.requests()).hasSize(3);
    }

    @Test
    void anObjectThatChangedIsNeverReadFurther() throws IOException {
        link.cutAfter(2_000_000, 1);
        try (ReadableByteChannel channel = content.open(0, SIZE)) {
            channel.read(ByteBuffer.allocate(1000));
            store.put(KEY, new byte[SIZE]);
            assertThatThrownBy(() -> drain(channel)).isInstanceOf(IOException.class)
                    .hasMessage("it changed while it was read");
        }
        assertThatThrownBy(() -> read(content, 0, 10)).hasMessage("it changed while it was read");
    }

    @Test
    void anObjectThatIsGoneIsToldAsAMissingFile() {
        store.client().deleteObject(request -> request.bucket(store.name()).key(KEY));
        assertThatThrownBy(() -> read(content, 0, 10)).isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("no such object in the bucket " + store.name());
    }

    @Test
    void anInterruptEndsAReadInTheMiddle() throws Exception {
        assertInterrupted(5_000_000);
    }

    @Test
    void anInterruptEndsTheWaitForAnAnswer() throws Exception {
        assertInterrupted(0);
    }

    @Test
    void anInterruptEndsTheWaitForABusyStore() throws Exception {
        link.slowDown(Duration.ofMinutes(1));
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().start(() -> complete(result, content, SIZE));
        await().until(() -> !link.requests().isEmpty());
        assertEndsByInterrupt(reader, result);
    }

    @Test
    void anObjectIsDescribedWithItsMetadataAndTags() throws IOException {
        store.client().putObject(
                request -> request.bucket(store.name()).key("described").contentType("text/plain")
                        .metadata(Map.of("project", "x 1", "empty", "")),
                RequestBody.fromString("12345"));
        S3Object object = S3Object.head(bucket, "described");
        assertThat(object.size()).isEqualTo(5);
        assertThat(object.contentType()).contains("text/plain");
        assertThat(object.metadata()).containsEntry("project", "x 1");
        assertThat(object.etag()).isEqualTo("\"827ccb0eea8a706c4c34a16891f84e7b\"");
        assertThat(object.modified()).isCloseTo(System.currentTimeMillis() / 1000,
                Offset.offset(60L));
    }

    @Test
    void tagsAreAskedFor() throws IOException {
        try (StubStore stub = new StubStore(200, "<Tagging><TagSet><Tag><Key>kind</Key><Value>raw data</Value></Tag>"
                + "<Tag><Key>empty</Key><Value></Value></Tag></TagSet></Tagging>")) {
            Bucket tagged = buckets.bucket(TestBucket.storeAt(stub.endpoint()), TestBucket.credentials(), "bucket");
            S3Object object = new S3Object("a b", 1, 1, "etag", Optional.empty(), Map.of(), List.of());
            assertThat(object.tags(tagged)).containsOnly(Map.entry("kind", "raw data"), Map.entry("empty", ""));
            assertThat(stub.lastRequest()).isEqualTo("GET /bucket/a%20b?tagging");
        }
    }

    /** A server that sends so many bytes and then nothing more. */
    private void assertInterrupted(int sent) throws Exception {
        try (SilentServer silent = new SilentServer(sent)) {
            Bucket deaf = buckets.bucket(TestBucket.storeAt(silent.endpoint()), TestBucket.credentials(), "bucket");
            ObjectContent unending = new ObjectContent(deaf,
                    new S3Object("key", UNENDING, 1, SilentServer.ETAG, Optional.empty(), Map.of(), List.of()));
            CompletableFuture<byte[]> result = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> complete(result, unending, UNENDING));
            silent.awaitSent();
            await().until(() -> Arrays.stream(reader.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().endsWith("NioSocketImpl")));
            assertEndsByInterrupt(reader, result);
        }
    }

    private static void assertEndsByInterrupt(Thread reader, CompletableFuture<byte[]> result) throws Exception {
        reader.interrupt();
        // long before the silence of the server would end it
        assertThat(result).failsWithin(StoreClient.SILENCE_LIMIT.dividedBy(2))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(ClosedByInterruptException.class);
    }

    private static void complete(CompletableFuture<byte[]> result, ObjectContent content, long size) {
        try {
            result.complete(read(content, 0, size));
        } catch (IOException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private static byte[] read(ObjectContent content, long from, long length) throws IOException {
        try (ReadableByteChannel channel = content.open(from, length)) {
            return drain(channel);
        }
    }

    private static byte[] drain(ReadableByteChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(100_000);
        for (int got = channel.read(piece); got >= 0; got = channel.read(piece.clear())) {
            all.write(piece.array(), 0, got);
        }
        return all.toByteArray();
    }
}
