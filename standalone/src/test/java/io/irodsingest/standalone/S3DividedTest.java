package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.EmbeddedS3;
import io.irodsingest.testservers.TestServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prefix with more keys than one task lists, when it is gone. */
class S3DividedTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final int KEYS = 6_500;
    /** Each task has its objects listed, and for each listing this store looks at all keys. */
    private static final int FILES_PER_TASK = 500;
    private static final byte[] CONTENT = {'x'};

    @TempDir
    private Path directory;
    private TestCluster cluster;
    private EmbeddedS3 store;
    private TestBucket bucket;

    @BeforeEach
    void start() throws Exception {
        store = EmbeddedS3.inMemory("access", "secret key").start();
        bucket = new TestBucket(store.endpoint(), "access", "secret key");
        cluster = TestCluster.start(directory.resolve("vault"), 4);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
        bucket.client().close();
        store.close();
    }

    @Test
    void isForgottenWhenItIsGone() throws Exception {
        IntStream.range(0, KEYS).forEach(
                i -> store.put(bucket.name(), "many/%06d.dat".formatted(i), new ByteArrayInputStream(CONTENT), 1));
        stays();
        cluster.run(job());
        assertThat(remembered()).as("it was divided").anyMatch(key -> key.endsWith(":parts"));
        // of many keys a new store is rid sooner
        int port = store.port();
        store.close();
        store = EmbeddedS3.inMemory("access", "secret key").onPort(port).start();
        store.makeBucket(bucket.name());
        stays();

        JobView job = cluster.run(job());

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(remembered()).as("the source, and what is in it").hasSize(2);
    }

    private JobRequestBuilder job() {
        return bucket.job("", TARGET).filesPerTask(FILES_PER_TASK);
    }

    private void stays() {
        store.put(bucket.name(), "stays", new ByteArrayInputStream(CONTENT), 1);
    }

    /** A job's own keys, and those of jobs and workers together, have a hash tag. */
    private static List<String> remembered() {
        return TestServers.redis().keyNames().stream().filter(key -> key.indexOf('{') < 0).toList();
    }
}
