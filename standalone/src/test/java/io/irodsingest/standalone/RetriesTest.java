package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.embedded.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Directories, collections and deletions that fail are tried again as files are, and counted once. */
class RetriesTest extends ClusterTest {
    private static final int CREATE_COLLECTION = 681;
    private static final int REMOVE_COLLECTION = 679;
    private static final int UNLINK = 615;
    private static final int NO_PERMISSION = -818000;

    @Test
    void aCollectionThatCannotBeMadeIsTriedAgain() throws Exception {
        write("first");
        cluster.run(wish());
        write("a/b/file");
        cluster.irods().faults().failNext(CREATE_COLLECTION, NO_PERMISSION, 2);

        JobView job = cluster.run(wish().maxRetries(2));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("retries")).isEqualTo(2);
        assertThat(job.count("directories")).isEqualTo(3);
        assertThat(job.count("files")).isEqualTo(2);
        assertThat(job.count("collections_created")).isEqualTo(2);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/a/b/file", TARGET + "/first");
        assertThat(cluster.run(wish()).count("unchanged")).as("all is remembered").isEqualTo(2);
    }

    @Test
    void aCollectionThatCannotBeMadeEachTimeCountsAsOneFailureAndIsMadeByARetry() throws Exception {
        write("first");
        cluster.run(wish());
        write("a/b/file");
        cluster.irods().faults().failNext(CREATE_COLLECTION, NO_PERMISSION, 2);

        JobView failed = cluster.run(wish().maxRetries(1));
        assertThat(failed.count("failed")).isEqualTo(1);
        assertThat(cluster.client().failures(failed.id(), 10).failures()).extracting(Failure::path)
                .containsExactly(source.resolve("a").toString());
        cluster.client().retry(failed.id());
        JobView mended = await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(failed.id()),
                JobView::ended);

        assertThat(mended.state()).isEqualTo("COMPLETED");
        assertThat(mended.count("directories")).isEqualTo(3);
        assertThat(catalog.replicas(TARGET).keySet()).contains(TARGET + "/a/b/file");
    }

    @Test
    void aDirectoryWhosePreHookFailsIsTriedAgainAndItsPostHookCalledOnce() throws Exception {
        write("a/file");
        Path log = directory.resolve("log");

        JobView job = cluster.run(wish().maxRetries(3).eventHandler(Handlers.java(directory, """
                private static int calls;

                @Override
                public void preCollCreate(Job job, Entry entry, Session session) {
                    if (entry.targetPath().endsWith("/a") && ++calls < 3) {
                        throw new IllegalStateException("not yet");
                    }
                }

                @Override
                public void postCollCreate(Job job, Entry entry, Session session) throws Exception {
                    java.nio.file.Files.writeString(java.nio.file.Path.of("%s"), entry.targetPath() + "\\n",
                            java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
                }
                """.formatted(log))));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("retries")).isEqualTo(2);
        assertThat(Files.readAllLines(log)).containsExactly(TARGET, TARGET + "/a");
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/a/file");
    }

    @Test
    void aDirectoryThatCannotBeListedIsTriedAgain() throws Exception {
        write("a/file", "a/b/file", "c/file");
        Path away = directory.resolve("away");
        Path gone = directory.resolve("gone");

        // it is there when it is found, another thing when it is to be listed, and itself again once the job goes on
        JobView job = cluster.run(wish().maxRetries(1).retryDelay(1.0).eventHandler(Handlers.java(directory, """
                @Override
                public void postCollCreate(Job job, Entry entry, Session session) throws Exception {
                    if (entry.targetPath().endsWith("/a")) {
                        java.nio.file.Files.move(java.nio.file.Path.of("%1$s/a"), java.nio.file.Path.of("%2$s"));
                        java.nio.file.Files.writeString(java.nio.file.Path.of("%1$s/a"), "");
                    }
                }

                @Override
                public Duration delay(Job job, int retry) {
                    try {
                        java.nio.file.Files.move(java.nio.file.Path.of("%1$s/a"), java.nio.file.Path.of("%3$s"));
                        java.nio.file.Files.move(java.nio.file.Path.of("%2$s"), java.nio.file.Path.of("%1$s/a"));
                    } catch (java.io.IOException impossible) {
                        throw new java.io.UncheckedIOException(impossible);
                    }
                    return Duration.ZERO;
                }
                """.formatted(source, away, gone))));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("retries")).isEqualTo(1);
        assertThat(job.count("directories")).isEqualTo(4);
        assertThat(job.count("files")).isEqualTo(3);
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/a/b/file", TARGET + "/a/file",
                TARGET + "/c/file");
    }

    @Test
    void deletionsThatFailAreTriedAgain() throws Exception {
        write("stays", "gone/1", "gone/2");
        cluster.run(wish());
        Trees.delete(source.resolve("gone"));
        cluster.irods().faults().failNext(UNLINK, NO_PERMISSION, 1);
        cluster.irods().faults().failNext(REMOVE_COLLECTION, NO_PERMISSION, 1);

        JobView job = cluster.run(wish().maxRetries(1));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("retries")).isEqualTo(2);
        assertThat(job.count("deleted")).isEqualTo(2);
        assertThat(job.count("collections_deleted")).isEqualTo(1);
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
    }

    @Test
    void deletionsThatFailedAreDoneByARetry() throws Exception {
        write("stays", "lost", "gone/1");
        cluster.run(wish());
        Files.delete(source.resolve("lost"));
        Trees.delete(source.resolve("gone"));
        cluster.irods().faults().failNext(UNLINK, NO_PERMISSION, 2);

        JobView failed = cluster.run(wish());
        assertThat(failed.count("failed")).as("two data objects and a collection").isEqualTo(3);
        cluster.client().retry(failed.id());
        JobView mended = await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(failed.id()),
                JobView::ended);

        assertThat(mended.state()).isEqualTo("COMPLETED");
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/stays");
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
    }

    @Test
    void aRetryDeletesNothingWhenTheSourceIsAway() throws Exception {
        write("stays", "lost");
        cluster.run(wish());
        Files.delete(source.resolve("lost"));
        cluster.irods().faults().failNext(UNLINK, NO_PERMISSION, 1);
        JobView failed = cluster.run(wish());
        Files.move(source, directory.resolve("unmounted"));

        cluster.client().retry(failed.id());
        await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(failed.id()), JobView::ended);

        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/lost", TARGET + "/stays");
    }

    private JobRequestBuilder wish() {
        return TestCluster.job(source, TARGET).operation("PUT_SYNC").deleteMode("NO_TRASH");
    }

    private void write(String... relative) throws IOException {
        for (String path : relative) {
            Path file = source.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }
}
