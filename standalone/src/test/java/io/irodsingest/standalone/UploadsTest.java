package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.standalone.Catalog.Copy;
import io.irodsingest.testservers.SourceTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that are large, cut off, locked or changing, and what they cost. */
class UploadsTest extends ResourceTree {
    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PUT_SYNC", "PUT_APPEND"})
    void whatAKilledUploadLeftIsRepaired(String operation) throws Exception {
        try (Catalog killed = Catalog.of(cluster.irods())) {
            killed.beginWriting(object);
            assertThat(catalog.copies(object)).extracting(Copy::status).containsExactly("2");
        }
        JobView job = cluster.run(TestCluster.job(source, target).operation(operation));
        assertThat(failures(job)).isEmpty();
        assertThat(job.count("uploaded")).isEqualTo(1);
        assertThat(catalog.copies(object)).extracting(Copy::status, Copy::size).containsExactly(tuple("1", 10L));
    }

    @Test
    void aLockThatGoesAwayIsWaitedFor() throws Exception {
        JobView started;
        try (Catalog other = Catalog.of(cluster.irods())) {
            other.beginWriting(object);
            cluster.irods().counts().reset();
            started = cluster.start(source, target, "PUT_SYNC");
            await().until(() -> cluster.irods().counts().snapshot().containsKey(606));
        }
        JobView job = Watch.untilEnd(cluster.client(), started.id(),
                Progress.NONE);
        assertThat(failures(job)).isEmpty();
        assertThat(job.count("uploaded")).isEqualTo(1);
    }

    @Test
    void aLargeFileGoesOverSeveralConnections() throws Exception {
        byte[] bytes = new byte[70 * 1024 * 1024 + 17];
        new Random(7).nextBytes(bytes);
        Files.write(file, bytes);
        cluster.irods().counts().reset();

        JobView job = cluster.run(TestCluster.job(source, target).operation("PUT").checksum(true));

        assertThat(failures(job)).isEmpty();
        Copy copy = catalog.copies(object).getFirst();
        assertThat(copy.status()).isEqualTo("1");
        assertThat(copy.checksum()).startsWith("sha2:");
        assertThat(Path.of(copy.physicalPath())).hasSameBinaryContentAs(file);
        assertThat(cluster.irods().counts().snapshot().get(20003)).as("opens").isEqualTo(4);
    }

    @Test
    void aLogIsAppendedToAsItGrows() throws Exception {
        StringBuilder all = new StringBuilder(CONTENT);
        for (int pass = 0; pass < 4; pass++) {
            JobView job = cluster.run(TestCluster.job(source, target).operation("PUT_APPEND").checksum(pass == 3));
            assertThat(job.count(pass == 0 ? "uploaded" : "appended")).isEqualTo(1);
            assertThat(Path.of(catalog.copies(object).getFirst().physicalPath())).hasContent(all.toString());
            all.append("line ").append(pass);
            Files.writeString(file, all.toString());
        }
    }

    @Test
    void aFileThatGrowsWhileItIsReadIsReadAgain() throws Exception {
        byte[] bytes = new byte[10 * 1024 * 1024];
        new Random(8).nextBytes(bytes);
        Files.write(file, bytes);
        cluster.irods().counts().reset();
        cluster.irods().faults().delay(676, Duration.ofSeconds(1), 3);
        JobView started = cluster.start(source, target, "PUT");
        await().until(() -> cluster.irods().counts().snapshot().containsKey(676));
        Files.writeString(file, "and more", StandardOpenOption.APPEND);

        JobView job = Watch.untilEnd(cluster.client(), started.id(), Progress.NONE);

        assertThat(failures(job)).isEmpty();
        Copy copy = catalog.copies(object).getFirst();
        assertThat(copy.status()).isEqualTo("1");
        assertThat(copy.size()).isEqualTo(bytes.length + 8);
        assertThat(Path.of(copy.physicalPath())).hasSameBinaryContentAs(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REGISTER_SYNC", "PUT", "PUT_SYNC", "PUT_APPEND"})
    void newFilesCostHardlyMoreThanARequestEach(String operation) throws Exception {
        SourceTree.Made made = SourceTree.ofFullChunks(1000, 10, 3).makeIn(source);
        cluster.irods().counts().reset();
        cluster.run(TestCluster.job(source, target).operation(operation).checksum(operation.equals("PUT_SYNC")));
        long requests = cluster.irods().counts().snapshot().values().stream().mapToLong(Long::longValue).sum();
        assertThat(requests / (double) made.files()).isLessThanOrEqualTo(1.1);
    }
}
