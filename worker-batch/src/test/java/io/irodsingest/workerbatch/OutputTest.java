package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Limits;
import io.irodsingest.s3store.S3Credentials;
import io.irodsingest.s3store.S3Store;
import io.irodsingest.s3store.StoreClient;
import io.irodsingest.s3store.StoreRetries;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.S3Server;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output files: one for each name, in the order of the lines, at the place that the batch names, and seen when they are complete. */
class OutputTest {
    private static final List<String> ROWS = IntStream.rangeClosed(1, 25).mapToObj(OutputTest::row).toList();

    @TempDir
    private Path directory;

    @TempDir
    private Path logs;

    private static String row(int line) {
        return write(line % 2 == 0 ? "even.txt" : "odd.txt", line % 10 == 0 ? "" : "line " + line);
    }

    private static String write(String file, String text) {
        return "{\"do\":\"write\",\"file\":\"" + file + "\",\"text\":\"" + text + "\"}";
    }

    private static List<String> expected(int rest) {
        return IntStream.rangeClosed(1, 25).filter(line -> line % 2 == rest)
                .mapToObj(line -> line % 10 == 0 ? "" : "line " + line).toList();
    }

    @Test
    void filesGoToADirectoryBelowARoot() throws Exception {
        try (BatchCluster cluster = new BatchCluster()) {
            cluster.set("IRODS_INGEST_OUTPUT_ROOTS", directory.toString());
            cluster.worker();

            String batch = cluster.submit(spec("file:" + directory + "/lab/out"), JobOptions.NONE, 4, ROWS);

            assertThat(cluster.ended(batch).state()).isEqualTo(JobState.COMPLETED);
            Path files = directory.resolve("lab/out").resolve(batch);
            assertThat(names(files)).containsExactlyInAnyOrder("even.txt", "odd.txt");
            assertThat(Files.readAllLines(files.resolve("even.txt"))).isEqualTo(expected(0));
            assertThat(Files.readAllLines(files.resolve("odd.txt"))).isEqualTo(expected(1));

            String query = cluster.submit(query("file:" + directory), "{\"lines\":3}");
            assertThat(cluster.ended(query).state()).isEqualTo(JobState.COMPLETED);
            assertThat(Files.readAllLines(directory.resolve(query).resolve("lines.txt"))).containsExactly("line 0",
                    "line 1", "line 2");
        }
    }

    @Test
    void filesGoToACollection() throws Exception {
        try (BatchCluster cluster = new BatchCluster(MiniIrods.builder().vaultRoot(directory))) {
            cluster.worker();

            String batch = cluster.submit(spec("irods:/tempZone/home/rods/out"), JobOptions.NONE, 4, ROWS);

            assertThat(cluster.ended(batch).state()).isEqualTo(JobState.COMPLETED);
            assertThat(stored(batch, "even.txt")).isEqualTo(expected(0));
            assertThat(stored(batch, "odd.txt")).isEqualTo(expected(1));
        }
    }

    /** What iRODS keeps of a data object. */
    private List<String> stored(String batch, String name) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            Path content = all.filter(path -> path.toString().contains(batch) && path.toString().contains(name))
                    .findFirst().orElseThrow();
            return Files.readAllLines(content);
        }
    }

    @Test
    void filesGoToABucket() throws Exception {
        S3Server server = TestServers.s3();
        String bucket = "out-" + UUID.randomUUID();
        System.setProperty("aws.accessKeyId", server.accessKey());
        System.setProperty("aws.secretAccessKey", server.secretKey());
        StoreClient client = StoreClient.open(
                S3Store.of(server.endpoint().getAuthority(), "us-east-1", false),
                new S3Credentials.KeyPair(server.accessKey(), new Secret(server.secretKey())),
                new StoreClient.Making(2, TrustedAuthorities.OF_JVM, StoreRetries::strategy));
        client.s3().createBucket(request -> request.bucket(bucket));
        try (BatchCluster cluster = new BatchCluster()) {
            cluster.set("IRODS_INGEST_OUTPUT_ROOTS", "s3://" + bucket + "/lab");
            cluster.set("IRODS_INGEST_OUTPUT_S3", server.endpoint().toString());
            cluster.worker();

            String batch = cluster.submit(spec("s3://" + bucket + "/lab/out/"), JobOptions.NONE, 4, ROWS);

            assertThat(cluster.ended(batch).state()).isEqualTo(JobState.COMPLETED);
            String key = "lab/out/" + batch + "/even.txt";
            assertThat(client.s3().getObjectAsBytes(request -> request.bucket(bucket).key(key)).asUtf8String().lines())
                    .containsExactlyElementsOf(expected(0));

            String missing = cluster.submit(spec("s3://" + bucket + "/elsewhere"), JobOptions.NONE, 4, ROWS);
            assertThat(cluster.ended(missing).error().orElseThrow())
                    .contains("output s3://" + bucket + "/elsewhere is in"
                            + " none of the places that IRODS_INGEST_OUTPUT_ROOTS of the worker names");
        } finally {
            client.close();
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void aPlaceThatIsNotAllowedFailsTheBatchAndKeepsItsResults() throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        try (BatchCluster cluster = new BatchCluster()) {
            cluster.set("IRODS_INGEST_OUTPUT_ROOTS", root + "," + directory.resolve("gone"));
            cluster.worker();
            List<String> row = List.of(write("a.txt", "x"));

            String known = cluster.submit(spec("file:" + outside), JobOptions.NONE, 1, row);
            assertThat(cluster.ended(known).error().orElseThrow()).contains("is in none of the places");
            assertThat(cluster.results(known)).as("nothing is begun that cannot end").isEmpty();
            refused(cluster, cluster.submit(spec("file:" + root + "/link/x"), JobOptions.NONE, 1, row),
                    "is in none of the places");
            refused(cluster, cluster.submit(spec("file:" + directory + "/gone/x"), JobOptions.NONE, 1, row),
                    "is in none of the places");
            JobSpec limited = new JobSpec("limited", spec("irods:/tempZone/home/rods"), JobOptions.NONE).grantedTo(
                    new Grant("lab", false,
                            new Limits(List.of(), List.of("/tempZone/home/lab"), List.of(), List.of())));
            assertThat(cluster.ended(cluster.submit(limited, 1, row)).error().orElseThrow())
                    .contains("target /tempZone/home/rods is not below");
            refused(cluster, cluster.submit(spec("irods:/otherZone/x"), JobOptions.NONE, 1, row),
                    "could not be written to irods:/otherZone/x");
            assertThat(names(outside)).isEmpty();
        }
    }

    private static void refused(BatchCluster cluster, String batch, String why) throws Exception {
        Job job = cluster.ended(batch);
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error().orElseThrow()).contains(why);
        assertThat(cluster.results(batch).get(1L)).isInstanceOf(Succeeded.class);
    }

    @Test
    void aWorkerIsKilledWhileItWritesFiles() throws Exception {
        String text = "x".repeat(900_000);
        int rows = 40;
        try (BatchProcesses cluster = BatchProcesses.start(logs)) {
            cluster.set("IRODS_INGEST_OUTPUT_ROOTS", directory.toString());
            JvmProcess first = cluster.worker();
            String batch = cluster.submit(spec("file:" + directory), JobOptions.NONE, 4,
                    Collections.nCopies(rows, write("large.txt", text)));
            Path files = directory.resolve(batch);
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).atMost(60, TimeUnit.SECONDS)
                    .until(() -> Files.exists(files) && !names(files).isEmpty());

            first.kill();
            cluster.worker();

            assertThat(cluster.ended(batch).state()).isEqualTo(JobState.COMPLETED);
            assertThat(names(files)).containsExactly("large.txt");
            assertThat(Files.size(files.resolve("large.txt"))).isEqualTo((text.length() + 1L) * rows);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }

    private static BatchSpec spec(String output) {
        return to(output, BatchClient.spec("rows"));
    }

    private static BatchSpec query(String output) {
        return to(output, BatchClient.query("ask"));
    }

    private static BatchSpec to(String output, BatchSpec spec) {
        return new BatchSpec(spec.processor(), spec.query(), Optional.empty(), Optional.empty(), Optional.empty(),
                spec.rowTimeout(), Optional.of(output));
    }
}
