package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.EmbeddedS3;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large object and a prefix with many keys, by a worker with little memory; how large and how many, the system properties
 * {@code irods-ingest.test.s3-mib} and {@code irods-ingest.test.s3-keys} say.
 */
class S3LargeTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int MIB = 1024 * 1024;
    private static final long SIZE = Long.getLong("irods-ingest.test.s3-mib", 300) * MIB;
    private static final int KEYS = Integer.getInteger("irods-ingest.test.s3-keys", 6_500);
    /** That fit the heap of this JVM. */
    private static final long MOST_IN_MEMORY = Runtime.getRuntime().maxMemory() / 25_000;
    private static final int DELETED = 500;
    /** Each task has its objects listed, and for each listing this store looks at all keys. */
    private static final int FILES_PER_TASK = 500;
    private static final String ACCESS_KEY = "large";
    private static final String SECRET_KEY = "of what is large";
    private static final byte[] CONTENT = {'x'};
    private static final int OPEN = 20_003;

    @TempDir
    private Path directory;
    private final long seed = System.nanoTime();
    private MiniIrods irods;
    private ProcessCluster cluster;
    private JvmProcess worker;
    private Catalog catalog;
    private EmbeddedS3 store;
    private TestBucket bucket;

    @BeforeEach
    void start() throws Exception {
        System.out.println("S3LargeTest seed " + seed);
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_PROFILE_DIR", directory.toString())
                .startOrchestrator();
        worker = cluster.startS3Worker("-Xmx256m");
        catalog = Catalog.of(irods);
    }

    @AfterEach
    void end() throws IOException {
        catalog.close();
        cluster.close();
        irods.close();
        bucket.client().close();
        store.close();
    }

    /** In memory lists are quick, and on disk there is room. */
    private void open(boolean inMemory) throws IOException {
        store = (inMemory
                ? EmbeddedS3.inMemory(ACCESS_KEY, SECRET_KEY)
                : EmbeddedS3.durable(directory.resolve("store"), ACCESS_KEY, SECRET_KEY)).start();
        bucket = new TestBucket(store.endpoint(), ACCESS_KEY, SECRET_KEY);
    }

    @Test
    void aLargeObjectArrivesInParallelStreamsWithItsChecksum() throws Exception {
        open(false);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream content = new DigestInputStream(new RandomStream(seed, SIZE), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        store.put(bucket.name(), "large", new RandomStream(seed, SIZE), SIZE);
        irods.counts().reset();

        JobView job = run(bucket.job("", TARGET).operation("PUT").checksum(true));

        assertThat(job.count("uploaded")).isEqualTo(1);
        assertThat(job.count("bytes")).isEqualTo(SIZE);
        assertThat(catalog.copies(TARGET + "/large")).singleElement().satisfies(copy -> {
            assertThat(copy.status()).isEqualTo("1");
            assertThat(copy.size()).isEqualTo(SIZE);
            assertThat(copy.checksum()).isEqualTo("sha2:" + Base64.getEncoder().encodeToString(digest.digest()));
        });
        assertThat(irods.counts().snapshot().get(OPEN)).as("connections that write").isGreaterThan(1);
        told(SIZE / MIB + " MiB", job);
    }

    @Test
    void manyKeysBelowOnePrefixAreListedBySeveralTasks() throws Exception {
        open(KEYS <= MOST_IN_MEMORY);
        cluster.startDeleteWorker();
        Random random = new Random(seed);
        Set<String> names = new TreeSet<>();
        while (names.size() < KEYS) {
            names.add("%016x".formatted(random.nextLong()));
        }
        Instant begin = Instant.now();
        names.forEach(name -> store.put(bucket.name(), "many/" + name, new ByteArrayInputStream(CONTENT), 1));
        System.out.println("S3LargeTest: " + KEYS + " keys put in "
                + Duration.between(begin, Instant.now()).toMillis() + " ms");
        Path profile = directory.resolve("profile.jsonl");

        JobView first = run(many().profile("profile.jsonl"));

        assertThat(first.count("registered")).isEqualTo(KEYS);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactlyElementsOf(paths(names));
        List<JsonNode> scans = scans(profile);
        assertThat(scans).as("one that divides, and the parts").hasSizeGreaterThan(2);
        assertThat(scans.stream().map(scan -> scan.path("thread").asText()).distinct()).hasSizeGreaterThan(1);
        told(KEYS + " keys, " + scans.size() + " scan tasks", first);

        JobView second = run(many());
        assertThat(second.count("unchanged")).isEqualTo(KEYS);
        assertThat(second.count("files")).isEqualTo(KEYS);
        told(KEYS + " keys unchanged", second);
        long remembered = remembered();
        assertThat(remembered).isGreaterThan(KEYS);

        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, random);
        List<String> gone = shuffled.subList(0, DELETED);
        bucket.delete(gone.stream().map(name -> "many/" + name).toArray(String[]::new));
        JobView third = run(many().deleteMode("UNREGISTER"));

        gone.forEach(names::remove);
        assertThat(third.count("deleted")).isEqualTo(DELETED);
        assertThat(third.count("unchanged")).isEqualTo(KEYS - DELETED);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactlyElementsOf(paths(names));
        assertThat(remembered()).as("what is gone is forgotten").isEqualTo(remembered - DELETED);
        told(DELETED + " of " + KEYS + " keys deleted", third);
    }

    private JobRequestBuilder many() {
        return bucket.job("many", TARGET).filesPerTask(FILES_PER_TASK);
    }

    private JobView run(JobRequestBuilder wish) throws Exception {
        JobView started = cluster.client().start(wish.build());
        JobView job = await().atMost(PATIENCE).until(() -> cluster.client().job(started.id()), JobView::ended);
        assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
        assertThat(job.error()).isEmpty();
        assertThat(job.state()).isEqualTo("COMPLETED");
        return job;
    }

    private void told(String what, JobView job) throws IOException {
        System.out
                .println("S3LargeTest: " + what + " in " + job.pass().elapsedTime() + " s; the worker's memory at most "
                        + worker.peakMemory() / MIB + " MiB");
    }

    private static Set<String> paths(Set<String> names) {
        return names.stream().map(name -> TARGET + '/' + name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> scans(Path profile) throws IOException {
        List<JsonNode> scans = new ArrayList<>();
        for (String line : Files.readAllLines(profile)) {
            JsonNode node = new JsonMapper().readTree(line);
            if (node.path("event").asText().equals("begin") && node.path("type").asText().equals("ScanDirectories")) {
                scans.add(node);
            }
        }
        return scans;
    }

    /** Entries in the memory of what was synced; what belongs to jobs and workers has a hash tag. */
    private static long remembered() {
        RedisServer redis = TestServers.redis();
        return redis.keyNames().stream().filter(key -> key.indexOf('{') < 0 && !key.endsWith(":parts"))
                .mapToLong(redis::fields).sum();
    }

    /** Bytes by chance, the same for the same seed. */
    private static final class RandomStream extends InputStream {
        private final Random random;
        private final byte[] piece = new byte[MIB];
        private long left;
        private int at = MIB;

        RandomStream(long seed, long size) {
            this.random = new Random(seed);
            this.left = size;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (left == 0) {
                return -1;
            }
            if (at == MIB) {
                random.nextBytes(piece);
                at = 0;
            }
            int got = (int) Math.min(Math.min(most, MIB - at), left);
            System.arraycopy(piece, at, into, from, got);
            at += got;
            left -= got;
            return got;
        }
    }
}
