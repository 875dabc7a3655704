package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.handler.EventHandlerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What event handlers are told of collections and of what is deleted. */
class CollectionHooksTest extends ClusterTest {
    private static final String TARGET = TestCluster.HOME + "/above/in";

    private Path log;

    @BeforeEach
    void start() throws Exception {
        log = directory.resolve("log");
    }

    @Test
    void collectionsThatAreMadeAreToldOnceAndInOrder() throws Exception {
        write("a/b/file", "c/file");

        JobView job = cluster.run(job(everything("")));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("collections_created")).isEqualTo(5);
        List<String> lines = toldOfCollections();
        assertThat(lines).containsExactlyInAnyOrder(told("preCollCreate", "/.."), told("postCollCreate", "/.."),
                told("preCollCreate", ""), told("postCollCreate", ""), told("preCollCreate", "/a"),
                told("postCollCreate", "/a"), told("preCollCreate", "/a/b"), told("postCollCreate", "/a/b"),
                told("preCollCreate", "/c"), told("postCollCreate", "/c"));
        assertThat(lines).containsSubsequence(told("preCollCreate", "/.."), told("postCollCreate", "/.."),
                told("preCollCreate", ""), told("postCollCreate", ""), told("preCollCreate", "/a"),
                told("postCollCreate", "/a"), told("preCollCreate", "/a/b"), told("postCollCreate", "/a/b"));
    }

    @Test
    void onlyChangedDirectoriesAreToldOfOnceAPass() throws Exception {
        write("a/b/file", "c/file");
        cluster.run(job(everything("")));
        Files.delete(log);
        write("a/b/new");

        assertThat(cluster.run(job(everything(""))).state()).isEqualTo("COMPLETED");
        assertThat(toldOfCollections()).containsExactly(told("preCollModify", "/a/b"), told("postCollModify", "/a/b"));
        Files.delete(log);
        cluster.run(job(everything("")));
        assertThat(log).doesNotExist();
    }

    @Test
    void nothingBelowADirectoryIsTouchedWhosePreHookFails() throws Exception {
        write("bad/below/file", "good/file", "left out/file");

        JobView job = cluster.run(job(everything("""
                public void preCollCreate(Job job, Entry entry, Session session) throws Exception {
                    if (entry.targetPath().endsWith("/bad")) throw new IllegalStateException("not today");
                    if (entry.targetPath().endsWith("/left out")) throw new SkipEntryException("not wanted");
                }
                """)));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("failed")).isEqualTo(1);
        assertThat(job.count("skipped")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(source.resolve("bad").toString());
            assertThat(failure.error()).contains("preCollCreate").contains("not today");
        });
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET, TARGET + "/good");
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/good/file");
    }

    @Test
    void whatIsDeletedIsToldDeepestFirst() throws Exception {
        write("kept", "lost", "gone/1", "gone/deep/2");
        cluster.run(job(everything("")));
        Files.delete(log);
        delete("lost", "gone/1", "gone/deep/2", "gone/deep", "gone");

        JobView job = cluster.run(job(everything("")));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(told().stream().filter(line -> line.contains("Delete"))).containsExactlyInAnyOrder(
                told("preDataObjDelete", "/lost"), told("postDataObjDelete", "/lost"),
                told("preDataObjDelete", "/gone/1"), told("postDataObjDelete", "/gone/1"),
                told("preDataObjDelete", "/gone/deep/2"), told("postDataObjDelete", "/gone/deep/2"),
                told("preCollDelete", "/gone/deep"), told("postCollDelete", "/gone/deep"),
                told("preCollDelete", "/gone"), told("postCollDelete", "/gone"));
        assertThat(told()).endsWith(told("preCollDelete", "/gone/deep"), told("postCollDelete", "/gone/deep"),
                told("preCollDelete", "/gone"), told("postCollDelete", "/gone"));
    }

    @Test
    void aHookKeepsWhatItWantsToKeep() throws Exception {
        write("dear", "lost", "failing", "gone/dear");
        cluster.run(job(everything("")));
        delete("dear", "lost", "failing", "gone/dear", "gone");

        JobView job = cluster.run(job(everything("""
                public void preDataObjDelete(Job job, Entry entry, Session session) throws Exception {
                    if (entry.targetPath().endsWith("/dear")) throw new SkipEntryException("dear to somebody");
                    if (entry.targetPath().endsWith("/failing")) throw new IllegalStateException("not today");
                }
                """)).allowEmptySource(true));

        assertThat(job.count("skipped")).isEqualTo(2);
        assertThat(job.count("deleted")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).hasSize(2)
                .anySatisfy(failure -> assertThat(failure.error()).contains("not today"))
                .anySatisfy(failure -> assertThat(failure.error()).contains("the collection is not empty"));
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/dear", TARGET + "/failing",
                TARGET + "/gone/dear");
    }

    @Test
    void nothingIsDeletedBelowADirectoryThatCannotBeListed() throws Exception {
        write("a/1", "a/deep/2", "a/3", "b/4", "b/5");
        cluster.run(job(everything("")));
        delete("a/1", "b/4");
        Path away = directory.resolve("away");

        // between the look at the directory and its listing it becomes a file
        JobView job = cluster.run(job(everything("""
                public void postCollModify(Job job, Entry entry, Session session) throws Exception {
                    if (entry.targetPath().endsWith("/a")) {
                        java.nio.file.Files.move(java.nio.file.Path.of("%1$s/a"), java.nio.file.Path.of("%2$s"));
                        java.nio.file.Files.writeString(java.nio.file.Path.of("%1$s/a"), "");
                    }
                }
                """.formatted(source, away))));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("deleted")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(source.resolve("a").toString());
            assertThat(failure.error()).contains("cannot be listed");
        });
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/a/1", TARGET + "/a/3",
                TARGET + "/a/deep/2", TARGET + "/b/5");
        Files.delete(source.resolve("a"));
        Files.move(away, source.resolve("a"));
        cluster.run(job(everything("")));
        assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/a/3", TARGET + "/a/deep/2",
                TARGET + "/b/5");
    }

    @Test
    void aHandlersDeleteModeMustGoWithItsOperation() throws Exception {
        write("file");
        Path handler = Files.writeString(directory.resolve("handler.yaml"), "operation: PUT\ndelete_mode: TRASH\n");

        JobView job = cluster.run(TestCluster.job(source, TARGET).eventHandler(EventHandlerFiles.read(handler)));

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error()).hasValueSatisfying(error -> assertThat(error).contains("TRASH").contains("PUT"));
        assertThat(catalog.collections(TARGET)).isEmpty();
    }

    /** A handler that tells of every hook, but for those that are given. */
    private Path everything(String own) throws IOException {
        StringBuilder body = new StringBuilder();
        for (String event : List.of("DataObjDelete", "CollCreate", "CollModify", "CollDelete")) {
            for (String when : List.of("pre", "post")) {
                if (!own.contains(" " + when + event + "(")) {
                    body.append("public void ").append(when).append(event)
                            .append("(Job job, Entry entry, Session session) throws Exception { tell(\"").append(when)
                            .append(event).append("\", entry); }\n");
                }
            }
        }
        return Files.writeString(directory.resolve("Teller.java"), """
                import io.irodsingest.handlerapi.*;

                public class Teller implements EventHandler {
                    %s
                    %s
                    private static synchronized void tell(String hook, Entry entry) throws Exception {
                        java.nio.file.Files.writeString(java.nio.file.Path.of("%s"),
                                hook + " " + entry.targetPath() + "\\n", java.nio.file.StandardOpenOption.CREATE,
                                java.nio.file.StandardOpenOption.APPEND);
                    }
                }
                """.formatted(own, body, log));
    }

    private JobRequestBuilder job(Path handler) {
        return TestCluster.job(source, TARGET).operation("PUT_SYNC").deleteMode("NO_TRASH")
                .eventHandler(EventHandlerFiles.read(handler));
    }

    private static String told(String hook, String below) {
        return hook + ' ' + (below.equals("/..") ? TestCluster.HOME + "/above" : TARGET + below);
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(log);
    }

    private List<String> toldOfCollections() throws IOException {
        return told().stream().filter(line -> line.contains("Coll")).toList();
    }

    private void write(String... relative) throws IOException {
        for (String path : relative) {
            Path file = source.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path, StandardOpenOption.CREATE);
        }
    }

    private void delete(String... relative) {
        for (String path : relative) {
            try {
                Files.delete(source.resolve(path));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }
}
