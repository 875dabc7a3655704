package io.irodsingest.workers3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.testservers.link.FaultyLink;
import io.irodsingest.testservers.link.FaultyLink.Request;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Objects that come damaged from a store, and checksums that it keeps of them. */
class DamageTest {
    private static final String KEY = "an object";
    private static final String HEADER = "x-amz-checksum-";
    private static final int SIZE = 10_000_000;

    private final byte[] bytes = new byte[SIZE];
    private final Random random = new Random();
    private final TestBucket store = new TestBucket();
    private final FaultyLink link = FaultyLink.to(TestServers.s3().endpoint());
    private final Buckets buckets = TestBucket.buckets(8);
    private Bucket bucket;

    @BeforeEach
    void put() {
        long seed = System.nanoTime();
        System.out.println("DamageTest seed " + seed);
        random.setSeed(seed);
        random.nextBytes(bytes);
        store.put(KEY, bytes);
        bucket = buckets.bucket(TestBucket.storeAt(link.endpoint()), TestBucket.credentials(), store.name());
    }

    @AfterEach
    void close() {
        buckets.close();
        link.close();
        store.close();
    }

    @Test
    void theEtagOfWhatWasUploadedAtOnceIsCompared() throws Exception {
        ObjectContent good = content();
        read(good, 0, SIZE);
        good.checkUnchanged();
        assertThat(link.requests()).as("one look, and a request for each chunk").hasSize(3);

        link.cutAll();
        link.damage(request -> request.method().equals("GET"));
        ObjectContent bad = content();
        read(bad, 0, SIZE);
        String etag = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        assertThatThrownBy(bad::checkUnchanged).isInstanceOf(IOException.class)
                .message().matches("what was read from the store has the MD5 [0-9a-f]{32}, S3 keeps the ETag " + etag)
                .doesNotContain("MD5 " + etag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32", "crc32c", "crc64nvme", "sha1", "sha256", "sha512", "md5"})
    void everyChecksumOfTheWholeIsCompared(String algorithm) throws Exception {
        keeps(Map.of(HEADER + algorithm, checksum(algorithm, bytes), HEADER + "type", "FULL_OBJECT"));
        ObjectContent good = content();
        read(good, 0, SIZE);
        good.checkUnchanged();

        link.damage(request -> request.method().equals("GET"));
        ObjectContent bad = content();
        read(bad, 0, SIZE);
        assertThatThrownBy(bad::checkUnchanged).isInstanceOf(IOException.class).message()
                .startsWith("what was read from the store has the ")
                .endsWith(", S3 keeps " + checksum(algorithm, bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32", "crc32c", "crc64nvme"})
    void partsThatAreReadAtATimeArePutTogether(String algorithm) throws Exception {
        keeps(Map.of(HEADER + algorithm, checksum(algorithm, bytes)));
        long[] borders = random.longs(4, 0, SIZE).sorted().toArray();
        ObjectContent good = content();
        readParts(good, borders);
        good.checkUnchanged();

        link.damage(once());
        ObjectContent bad = content();
        readParts(bad, borders);
        assertThatThrownBy(bad::checkUnchanged).hasMessageContaining("S3 keeps " + checksum(algorithm, bytes));

        keeps(Map.of(HEADER + algorithm, checksum(algorithm, new byte[1])));
        ObjectContent other = content();
        readParts(other, borders);
        assertThatThrownBy(other::checkUnchanged).hasMessageContaining(checksum(algorithm, bytes) + ", S3 keeps ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "sha256"})
    void digestsOfPartsAreNotComparedButWhatTheStoreKeepsIsKnown(String algorithm) throws Exception {
        keeps(Map.of(HEADER + algorithm, checksum(algorithm, new byte[1])));
        ObjectContent content = content();
        readParts(content, 5_000_000);
        content.checkUnchanged();
        assertThat(content.sha256().isPresent()).isEqualTo(algorithm.equals("sha256"));
    }

    @Test
    void aPartAloneIsNotCompared() throws Exception {
        keeps(Map.of(HEADER + "crc32c", checksum("crc32c", new byte[1])));
        ObjectContent content = content();
        read(content, 1, SIZE - 1);
        content.checkUnchanged();
        ObjectContent beginning = content();
        read(beginning, 0, SIZE - 1);
        beginning.checkUnchanged();
    }

    @Test
    void whatIsReadAgainAfterTheComparisonIsNotInIt() throws Exception {
        link.damage(request -> false);
        ObjectContent content = content();
        read(content, 0, SIZE);
        content.checkUnchanged();
        link.damage(request -> true);
        read(content, 0, SIZE);
        assertThatCode(content::checkUnchanged).doesNotThrowAnyException();
    }

    @Test
    void aConnectionThatIsCutDoesNotSpoilAChecksum() throws Exception {
        keeps(Map.of(HEADER + "crc64nvme", checksum("crc64nvme", bytes)));
        ObjectContent content = content();
        link.cutAll();
        link.cutAfter(1_500_000, 3);
        read(content, 0, SIZE);
        content.checkUnchanged();
        assertThat(link.requests()).hasSizeGreaterThan(4);
    }

    @Test
    void whatWasUploadedInPartsIsNotComparedWithAChecksumOfChecksums() throws Exception {
        String etag = putInParts();
        assertThat(etag).endsWith("-2\"");
        keeps(Map.of(HEADER + "sha256", checksum("sha256", new byte[1]) + "-2", HEADER + "type", "COMPOSITE"));
        ObjectContent content = content();
        read(content, 0, SIZE);
        content.checkUnchanged();
        assertThat(content.sha256()).isEmpty();
        keeps(Map.of(HEADER + "crc32c", checksum("crc32c", bytes), HEADER + "type", "FULL_OBJECT"));
        link.damage(once());
        ObjectContent bad = content();
        readParts(bad, 123);
        assertThatThrownBy(bad::checkUnchanged).hasMessageContaining("the CRC32C ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:kms", "aws:kms:dsse", "customer"})
    void theEtagOfWhatIsEncryptedWithKeysOfUsersIsNoMd5(String encryption) throws Exception {
        link.damage(request -> request.method().equals("GET"));
        keeps(encryption.equals("customer")
                ? Map.of("x-amz-server-side-encryption-customer-algorithm", "AES256")
                : Map.of("x-amz-server-side-encryption", encryption));
        ObjectContent content = content();
        read(content, 0, SIZE);
        content.checkUnchanged();
    }

    @Test
    void anEmptyObjectHasNothingToCompare() throws Exception {
        store.put(KEY, new byte[0]);
        keeps(Map.of(HEADER + "crc32c", checksum("crc32c", new byte[1])));
        ObjectContent content = content();
        read(content, 0, 0);
        content.checkUnchanged();
    }

    private ObjectContent content() throws IOException {
        return new ObjectContent(bucket, S3Object.head(bucket, KEY));
    }

    /** Every answer about the object tells this, as stores do that keep a checksum. */
    private void keeps(Map<String, String> fields) {
        link.setFields(request -> fields);
    }

    private static Predicate<Request> once() {
        AtomicInteger left = new AtomicInteger(1);
        return request -> request.method().equals("GET") && left.getAndDecrement() > 0;
    }

    private String putInParts() {
        String id = store.client()
                .createMultipartUpload(request -> request.bucket(store.name()).key(KEY)).uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        int half = SIZE * 3 / 5;
        for (byte[] part : List.of(Arrays.copyOf(bytes, half), Arrays.copyOfRange(bytes, half, SIZE))) {
            int number = parts.size() + 1;
            String etag = store.client().uploadPart(
                    request -> request.bucket(store.name()).key(KEY).uploadId(id).partNumber(number),
                    RequestBody.fromBytes(part)).eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return store.client().completeMultipartUpload(request -> request.bucket(store.name()).key(KEY)
                .uploadId(id).multipartUpload(upload -> upload.parts(parts))).eTag();
    }

    private static void readParts(ObjectContent content, long... borders) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i <= borders.length; i++) {
                long from = i == 0 ? 0 : borders[i - 1];
                long end = i == borders.length ? SIZE : borders[i];
                reading.add(threads.submit(() -> {
                    read(content, from, end - from);
                    return null;
                }));
            }
            for (Future<?> one : reading) {
                one.get();
            }
        }
    }

    private static void read(ObjectContent content, long from, long length) throws IOException {
        ByteBuffer piece = from % 2 == 0 ? ByteBuffer.allocate(100_000) : ByteBuffer.allocateDirect(100_000);
        try (ReadableByteChannel channel = content.open(from, length)) {
            while (channel.read(piece.clear()) >= 0) {
                assertThat(piece.position()).isPositive();
            }
        }
    }

    private static String checksum(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        byte[] value = switch (algorithm) {
            case "crc32" -> bytes(new CRC32(), bytes);
            case "crc32c" -> bytes(new CRC32C(), bytes);
            case "crc64nvme" -> crc64nvme(bytes);
            case "md5" -> MessageDigest.getInstance("MD5").digest(bytes);
            default -> MessageDigest.getInstance(algorithm.replace("sha", "SHA-")).digest(bytes);
        };
        return Base64.getEncoder().encodeToString(value);
    }

    private static byte[] bytes(Checksum checksum, byte[] bytes) {
        checksum.update(bytes, 0, bytes.length);
        return ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array();
    }

    /** Bit by bit, as the definition says. */
    private static byte[] crc64nvme(byte[] bytes) {
        long register = -1;
        for (byte one : bytes) {
            register ^= one & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                register = (register & 1) == 0 ? register >>> 1 : register >>> 1 ^ 0x9A6C_9329_AC4B_C9B5L;
            }
        }
        return ByteBuffer.allocate(8).putLong(~register).array();
    }
}
