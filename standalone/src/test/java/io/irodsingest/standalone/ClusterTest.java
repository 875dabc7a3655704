package io.irodsingest.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that has a cluster with an empty target for each of its methods, and an empty directory as its source. */
abstract class ClusterTest {
    static final String TARGET = TestCluster.HOME + "/in";
    private static final int THREADS = 4;

    @TempDir
    Path directory;
    Path source;
    TestCluster cluster;
    Catalog catalog;

    @BeforeEach
    void startCluster() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        cluster = TestCluster.start(directory.resolve("vault"), THREADS);
        catalog = Catalog.of(cluster.irods());
    }

    @AfterEach
    void endCluster() throws IOException {
        catalog.close();
        cluster.close();
    }
}
