package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.Catalog.Copy;
import io.irodsingest.testservers.link.FaultyLink;
import io.irodsingest.testservers.link.FaultyLink.Request;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of objects that are damaged on their way from the store. */
class S3DamageTest extends ClusterTest {
    private static final int MIB = 1024 * 1024;

    private final Random random = new Random();
    private TestBucket bucket;
    private FaultyLink link;

    @BeforeEach
    void start() throws Exception {
        long seed = System.nanoTime();
        System.out.println("S3DamageTest seed " + seed);
        random.setSeed(seed);
        bucket = new TestBucket();
        link = FaultyLink.to(TestServers.s3().endpoint());
    }

    @AfterEach
    void end() throws IOException {
        link.close();
        bucket.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 5 * MIB, 20 * MIB})
    void anObjectThatComesDamagedFailsAndAnotherTryHealsIt(int size) throws Exception {
        byte[] before = put("before", 1000);
        byte[] content = put("large", size);
        byte[] with = put("with it", 1000);
        damage("large", 1);

        JobView damaged = cluster.run(job().operation("PUT_SYNC"));

        assertDamaged(damaged, "has the MD5 [0-9a-f]{32}, S3 keeps the ETag [0-9a-f]{32}");
        assertContent("before", before);
        assertContent("with it", with);
        assertNothingGood("large");
        assertThat(link.count(request -> request.isFor("HEAD", get("before").path()))).isEqualTo(1);
        assertThat(link.count(get("before")::equals)).as("requests for a small object, besides the look at it")
                .isEqualTo(1);

        damage("large", 1);
        assertCompleted(cluster.run(job().operation("PUT_SYNC").maxRetries(1).retryDelay(0.1)));
        assertContent("large", content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32c", "crc64nvme"})
    void aLargeObjectThatComesDamagedInOneOfSeveralStreamsFails(String algorithm) throws Exception {
        byte[] content = put("large", 66 * MIB);
        String checksum = Base64.getEncoder().encodeToString(crc(algorithm, content));
        link.setFields(request -> request.path().endsWith("/large")
                ? Map.of("x-amz-checksum-" + algorithm, checksum, "x-amz-checksum-type", "FULL_OBJECT")
                : Map.of());
        damage("large", 1);

        JobView damaged = cluster.run(job().operation("PUT"));

        assertDamaged(damaged, "has the " + algorithm.toUpperCase(Locale.ROOT) + " \\S+, S3 keeps "
                + Pattern.quote(checksum));
        assertNothingGood("large");
        assertCompleted(cluster.run(job().operation("PUT")));
        assertContent("large", content);
    }

    @Test
    void aLargeObjectOfWhichOnlyADigestIsKnownIsComparedWhenChecksumsAreWanted() throws Exception {
        byte[] content = put("large", 66 * MIB);
        damage("large", 1);

        JobView damaged = cluster.run(job().operation("PUT").checksum(true));

        assertThat(damaged.count("failed")).isEqualTo(1);
        assertNothingGood("large");
        assertCompleted(cluster.run(job().operation("PUT").checksum(true)));
        assertContent("large", content);
    }

    @Test
    void whatIsAppendedIsNotComparedWithAChecksumOfTheWhole() throws Exception {
        bucket.put("log", "one");
        assertCompleted(cluster.run(job().operation("PUT_APPEND")));
        bucket.put("log", "one two");
        assertCompleted(cluster.run(job().operation("PUT_APPEND")));
        assertContent("log", "one two".getBytes(StandardCharsets.UTF_8));
    }

    private JobRequestBuilder job() {
        return bucket.job("", TARGET, link.endpoint(), bucket.secretKey());
    }

    private byte[] put(String key, int size) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        bucket.put(key, content);
        return content;
    }

    /** A request for a part of an object that is passed on. */
    private Request get(String key) {
        return new Request("GET", '/' + bucket.name() + '/' + key, false);
    }

    /** The next answers with content of an object come damaged. */
    private void damage(String key, int answers) {
        AtomicInteger left = new AtomicInteger(answers);
        link.damage(request -> request.equals(get(key)) && left.getAndDecrement() > 0);
    }

    private void assertDamaged(JobView job, String error) throws Exception {
        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("failed")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo('/' + bucket.name() + "/large");
            assertThat(failure.error()).matches("the file cannot be read: what was read from the store " + error);
        });
    }

    private static byte[] crc(String algorithm, byte[] content) {
        if (algorithm.equals("crc64nvme")) {
            return ByteBuffer.allocate(Long.BYTES).putLong(crc64nvme(content)).array();
        }
        CRC32C crc = new CRC32C();
        crc.update(content);
        return ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    }

    /** Bit by bit, as it is defined. */
    private static long crc64nvme(byte[] content) {
        long register = -1;
        for (byte one : content) {
            register ^= one & 0xFF;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                register = register >>> 1 ^ -(register & 1) & 0x9A6C_9329_AC4B_C9B5L;
            }
        }
        return ~register;
    }

    private void assertCompleted(JobView job) throws Exception {
        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("failed")).isZero();
    }

    private void assertContent(String name, byte[] content) throws Exception {
        assertThat(catalog.copies(TARGET + '/' + name)).singleElement().satisfies(copy -> {
            assertThat(copy.status()).isEqualTo("1");
            assertThat(copy.size()).isEqualTo(content.length);
            assertThat(Path.of(copy.physicalPath())).hasBinaryContent(content);
        });
    }

    private void assertNothingGood(String name) throws Exception {
        assertThat(catalog.copies(TARGET + '/' + name)).extracting(Copy::status).doesNotContain("1");
    }
}
