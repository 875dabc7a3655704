package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.Catalog.Copy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files in archives, from the wish for a job to what is in iRODS; the test of handlers has what goes wrong with them. */
class BundledUploadsTest {
    private static final int EXTRACT = 665;
    private static final int FILES = 120;

    @TempDir
    private static Path directory;
    private static TestCluster cluster;
    private static Catalog catalog;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(directory.resolve("vault"), 4);
        catalog = Catalog.of(cluster.irods());
    }

    @AfterAll
    static void end() throws IOException {
        catalog.close();
        cluster.close();
    }

    /** Archives are no leftovers that a job with a delete mode finds, and nothing of them is left. */
    @Test
    void aTreeComesInAndStaysInStep() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        String target = TestCluster.HOME + "/tree";
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            String name = "d" + i % 4 + "/f " + i;
            files.put(name, content(name));
            Path file = source.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, files.get(name));
        }
        long before = cluster.irods().counts().of(EXTRACT);

        JobView first = cluster.run(job(JobRequest.of(source.toString(), target)));

        assertThat(first.state()).isEqualTo("COMPLETED");
        assertThat(first.count("uploaded")).isEqualTo(FILES);
        assertThat(cluster.irods().counts().of(EXTRACT) - before).isBetween(3L, 16L);
        check(target, files);
        files.remove("d0/f 0");
        Files.delete(source.resolve("d0/f 0"));
        JobView second = cluster.run(job(JobRequest.of(source.toString(), target).deleteMode("NO_TRASH")));
        assertThat(second.count("unchanged")).isEqualTo(FILES - 1);
        assertThat(second.count("deleted")).isEqualTo(1);
        check(target, files);
    }

    @Test
    void aBucketComesIn() throws Exception {
        String target = TestCluster.HOME + "/bucket";
        Map<String, byte[]> files = new TreeMap<>();
        try (TestBucket bucket = new TestBucket()) {
            for (int i = 0; i < 20; i++) {
                files.put("k" + i, ("object " + i).getBytes());
                bucket.put("data/k" + i, "object " + i);
            }

            JobView job = cluster.run(job(bucket.job("data", target)).checksum(true));

            assertThat(job.state()).isEqualTo("COMPLETED");
            assertThat(job.count("uploaded")).isEqualTo(files.size());
            check(target, files);
        }
    }

    private static JobRequestBuilder job(JobRequestBuilder request) {
        return request.operation("PUT_SYNC").resource("demoResc").bundle("auto");
    }

    private static byte[] content(String name) {
        byte[] bytes = new byte[name.hashCode() & 0xfff];
        new Random(name.hashCode()).nextBytes(bytes);
        return bytes;
    }

    private static void check(String target, Map<String, byte[]> files) throws Exception {
        assertThat(catalog.replicas(target).keySet())
                .containsExactlyInAnyOrderElementsOf(files.keySet().stream().map(name -> target + '/' + name).toList());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Copy copy = catalog.copies(target + '/' + file.getKey()).getFirst();
            assertThat(Files.readAllBytes(Path.of(copy.physicalPath()))).as(file.getKey()).isEqualTo(file.getValue());
        }
    }
}
