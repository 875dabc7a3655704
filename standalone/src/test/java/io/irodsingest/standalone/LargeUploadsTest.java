package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large files at once in a worker with little memory. */
class LargeUploadsTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int FILES = 6;
    private static final int SMALLEST = 200 << 20;
    private static final int LARGEST = 300 << 20;
    private static final int OPEN_REPLICA = 20003;

    @TempDir
    private Path directory;

    @Test
    void severalLargeFilesAtOnceNeedLittleMemory() throws Exception {
        long free = Files.getFileStore(directory).getUsableSpace();
        boolean roomy = free > 3L * FILES * LARGEST;
        if (!roomy) {
            System.out.println("LargeUploadsTest: " + (free >> 20) + " MiB are free, which is too little: left out");
        }
        assumeTrue(roomy);
        long seed = System.nanoTime();
        System.out.println("LargeUploadsTest seed " + seed);
        Random random = new Random(seed);
        Path source = Files.createDirectory(directory.resolve("source"));
        for (int i = 0; i < FILES; i++) {
            makeSparse(source.resolve("file" + i), random.nextInt(SMALLEST, LARGEST), random);
        }
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster cluster = new ProcessCluster(directory, irods).with("IRODS_INGEST_THREADS", "4");
                Catalog catalog = Catalog.of(irods)) {
            cluster.startOrchestrator().startWorker("-Xmx256m");

            JobView job = cluster.client().start(JobRequest.of(source.toString(), TARGET).operation("PUT")
                    .checksum(true).filesPerTask(1).build());
            JobView ended = await().atMost(PATIENCE).until(() -> cluster.client().job(job.id()), JobView::ended);

            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            assertThat(ended.count("uploaded")).isEqualTo(FILES);
            assertThat(ended.count("retries")).isZero();
            assertThat(irods.counts().snapshot().get(OPEN_REPLICA))
                    .as("four streams for each; %s", cluster.log("worker"))
                    .isEqualTo(4L * FILES);
            for (int i = 0; i < FILES; i++) {
                Path file = source.resolve("file" + i);
                assertThat(catalog.copies(TARGET + "/file" + i)).singleElement().satisfies(copy -> {
                    assertThat(copy.status()).isEqualTo("1");
                    assertThat(copy.size()).isEqualTo(Files.size(file));
                    assertThat(copy.checksum()).isEqualTo(checksum(file));
                    assertThat(Files.mismatch(Path.of(copy.physicalPath()), file)).isNegative();
                });
            }
            assertThat(cluster.log("worker")).noneMatch(line -> line.contains("OutOfMemory"));
        }
    }

    /** Mostly holes, with something at random places, at the beginning and at the end. */
    private static void makeSparse(Path file, int size, Random random) throws IOException {
        byte[] something = new byte[64 * 1024];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            for (int i = 0; i < 40; i++) {
                random.nextBytes(something);
                int last = size - something.length;
                channel.write(ByteBuffer.wrap(something), i == 0 ? 0 : i == 1 ? last : random.nextInt(last));
            }
        }
    }

    private static String checksum(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 20];
        try (InputStream content = Files.newInputStream(file)) {
            for (int n = content.read(buffer); n > 0; n = content.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return "sha2:" + Base64.getEncoder().encodeToString(digest.digest());
    }
}
