package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.Trees;
import io.irodsingest.testservers.SourceTree;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is gone in the source is not remembered any longer than to the next pass: Redis' keys are counted. */
class CacheForgetsTest {
    private static final String TARGET = TestCluster.HOME + "/in";

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        cluster = TestCluster.start(directory.resolve("vault"), 2);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
    }

    @Test
    void directoriesThatAreGoneAreForgottenByTheNextPass() throws Exception {
        new SourceTree(3, 3, 5, 0, 0, 1).makeIn(source.resolve("gone/deep"));
        new SourceTree(0, 0, 1500, 0, 0, 1).makeIn(source.resolve("gone/large"));
        new SourceTree(1, 4, 5, 0, 0, 1).makeIn(source.resolve("becomes a file"));
        new SourceTree(1, 2, 5, 0, 0, 1).makeIn(source.resolve("stays"));
        run();
        // the source's parent and the source, "gone" and "deep" with 3, 9 and 27 below, "large" with its 8 buckets
        long gone = 1 + 1 + 3 + 9 + 27 + 8;
        assertThat(remembered()).isEqualTo(1 + 1 + gone + 5 + 3);
        run();
        assertThat(remembered()).isEqualTo(1 + 1 + gone + 5 + 3);

        Trees.delete(source.resolve("gone"));
        Trees.delete(source.resolve("becomes a file"));
        Files.writeString(source.resolve("becomes a file"), "now");
        run();

        assertThat(remembered()).isEqualTo(1 + 1 + 3);
        new SourceTree(3, 3, 5, 0, 0, 1).makeIn(source.resolve("gone/deep"));
        JobView back = run();
        assertThat(back.count("existing") + back.count("updated")).as("what comes back is looked at anew")
                .isEqualTo(27 * 5);
    }

    /** A file system that is not mounted comes back as it was. */
    @Test
    void sourceThatIsAwayIsRemembered() throws Exception {
        long files = new SourceTree(2, 3, 5, 0, 0, 1).makeIn(source).files();
        run();
        Path away = Files.move(source, directory.resolve("away"));

        assertThat(run().state()).isEqualTo("FAILED");

        Files.move(away, source);
        assertThat(run().count("unchanged")).isEqualTo(files);
    }

    /** A job's own keys, and those of jobs and workers together, have a hash tag. */
    private static long remembered() {
        return TestServers.redis().keyNames().stream().filter(key -> key.indexOf('{') < 0).count();
    }

    private JobView run() throws Exception {
        return cluster.run(TestCluster.job(source, TARGET).operation("REGISTER_SYNC"));
    }
}
