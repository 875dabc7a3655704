package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prefix with more keys than one task lists. */
class S3DividedTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final int KEYS = 6_500;

    @TempDir
    private Path directory;
    private TestCluster cluster;
    private Catalog catalog;
    private TestBucket bucket;

    @BeforeEach
    void start() throws Exception {
        bucket = new TestBucket();
        cluster = TestCluster.start(directory.resolve("vault"), 4);
        catalog = Catalog.of(cluster.irods());
    }

    @AfterEach
    void end() throws IOException {
        catalog.close();
        cluster.close();
        bucket.close();
    }

    @Test
    void isListedInPartsAndFollowedLikeAnyOther() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, KEYS).forEach(i -> threads.submit(() -> bucket.put(key(i), "x")));
        }
        bucket.put("many/deep/file", "x");
        Path profile = directory.resolve("profile");

        JobView first = cluster.run(bucket.job("", TARGET).profile(profile.toString()));

        assertThat(first.state()).isEqualTo("COMPLETED");
        assertThat(first.count("registered")).isEqualTo(KEYS + 1);
        assertThat(first.count("files")).isEqualTo(KEYS + 1);
        List<String> lines = Files.readAllLines(profile);
        assertThat(lines.stream().filter(line -> line.contains("\"ScanDirectories\"") && line.contains("\"begin\"")))
                .as("scans").hasSizeGreaterThan(2);
        JobView same = cluster.run(bucket.job("", TARGET));
        assertThat(same.count("unchanged")).as(same.counts().toString()).isEqualTo(KEYS + 1);

        bucket.delete(key(17), key(KEYS - 3), "many/deep/file");
        bucket.put(key(KEYS - 1), "longer");
        JobView second = cluster.run(bucket.job("", TARGET).deleteMode("UNREGISTER"));

        assertThat(second.state()).isEqualTo("COMPLETED");
        assertThat(second.count("deleted")).isEqualTo(3);
        assertThat(second.count("collections_deleted")).isEqualTo(1);
        assertThat(second.count("updated")).isEqualTo(1);
        assertThat(second.count("unchanged")).isEqualTo(KEYS - 3);
        assertThat(catalog.replicas(TARGET)).hasSize(KEYS - 2).doesNotContainKeys(TARGET + "/" + key(17),
                TARGET + "/many/deep/file");
        assertThat(cluster.run(bucket.job("", TARGET)).count("unchanged")).isEqualTo(KEYS - 2);
    }

    @Test
    void isForgottenWhenItIsGone() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            IntStream.range(0, KEYS).forEach(i -> threads.submit(() -> bucket.put(key(i), "x")));
        }
        bucket.put("stays", "x");
        cluster.run(bucket.job("", TARGET));
        assertThat(remembered()).as("it was divided").anyMatch(key -> key.endsWith(":parts"));
        IntStream.range(0, KEYS).parallel().forEach(i -> bucket.delete(key(i)));

        JobView job = cluster.run(bucket.job("", TARGET));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(remembered()).as("the source, and what is in it").hasSize(2);
    }

    /** A job's own keys, and those of jobs and workers together, have a hash tag. */
    private static List<String> remembered() {
        return TestServers.redis().keyNames().stream().filter(key -> key.indexOf('{') < 0).toList();
    }

    private static String key(int i) {
        return "many/%06d.dat".formatted(i);
    }
}
