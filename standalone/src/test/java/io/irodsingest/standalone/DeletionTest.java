package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of data objects and collections that the source no longer has. */
class DeletionTest extends ClusterTest {
    private static final String TRASH = TARGET.replace("/home/", "/trash/home/");

    static Stream<Arguments> pairs(boolean compatible) {
        return Arrays.stream(DeleteMode.values()).flatMap(mode -> Arrays.stream(Operation.values())
                .filter(operation -> mode.goesWith(operation) == compatible)
                .map(operation -> Arguments.of(mode, operation)));
    }

    static Stream<Arguments> compatible() {
        return pairs(true);
    }

    static Stream<Arguments> incompatible() {
        return pairs(false);
    }

    @ParameterizedTest
    @MethodSource("compatible")
    void whatTheSourceLostGoesAsTheModeSays(DeleteMode mode, Operation operation) throws Exception {
        write("kept", "lost", "a/kept", "a/lost", "gone/1", "gone/deep/2", "gone/deep/deeper/3");
        Files.createDirectories(source.resolve("gone/empty"));
        JobView first = cluster.run(job(mode, operation));
        assertThat(first.state()).isEqualTo("COMPLETED");
        List<String> all = objects(TARGET);
        List<String> collections = catalog.collections(TARGET);
        remove("lost", "a/lost", "gone");

        JobView second = cluster.run(job(mode, operation));

        assertThat(second.state()).isEqualTo("COMPLETED");
        if (mode == DeleteMode.DO_NOT_DELETE) {
            assertThat(objects(TARGET)).isEqualTo(all);
            assertThat(catalog.collections(TARGET)).isEqualTo(collections);
            assertThat(second.count("deleted")).isZero();
            return;
        }
        assertThat(objects(TARGET)).containsExactly(TARGET + "/a/kept", TARGET + "/kept");
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET, TARGET + "/a");
        assertThat(second.count("deleted")).isEqualTo(5);
        assertThat(second.count("collections_deleted")).isEqualTo(4);
        assertThat(objects(TRASH)).hasSize(mode == DeleteMode.TRASH ? 5 : 0);
        JobView third = cluster.run(job(mode, operation));
        assertThat(third.count("deleted") + third.count("collections_deleted")).isZero();
    }

    @ParameterizedTest
    @MethodSource("incompatible")
    void aModeThatDoesNotGoWithTheOperationIsRefused(DeleteMode mode, Operation operation) throws Exception {
        write("file");
        assertThatThrownBy(() -> cluster.run(job(mode, operation))).hasMessageContaining(mode.name())
                .hasMessageContaining(operation.name());
        assertThat(catalog.collections(TARGET)).isEmpty();
    }

    @Test
    void anEmptiedDirectoryStaysAsAnEmptyCollection() throws Exception {
        write("a/1", "a/2", "a/b/3");
        cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC));
        remove("a/1", "a/2", "a/b");

        JobView job = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC));

        assertThat(job.count("deleted")).isEqualTo(3);
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET, TARGET + "/a");
    }

    @Test
    void whatOthersPutIntoTheTargetGoesToo() throws Exception {
        write("kept");
        Path others = Files.createDirectories(directory.resolve("others/it's || here"));
        Files.writeString(others.resolve("o'ne"), "1");
        cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC));
        cluster.ingest(directory.resolve("others"), TARGET + "/foreign", "PUT");
        cluster.ingest(directory.resolve("others"), TARGET + "2", "PUT");

        assertThat(cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC)).count("collections_deleted"))
                .as("of directories with the same names as before nobody asks").isZero();
        JobView job = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC).ignoreCache(true));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("collections_deleted")).isEqualTo(2);
        assertThat(objects(TARGET)).containsExactly(TARGET + "/kept");
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
        assertThat(objects(TARGET + "2")).as("outside of the target").hasSize(1);
    }

    @Test
    void manyGoAndEachCountsOnce() throws Exception {
        new SourceTree(1, 3, 700, 0, 10, 9).makeIn(source);
        JobRequestBuilder builder = job(DeleteMode.NO_TRASH, Operation.PUT_SYNC).filesPerTask(7);
        int before = objectsAfter(builder);
        IntStream.rangeClosed(1, 700).filter(i -> i % 2 == 0).forEach(i -> {
            remove("d01/" + String.format("f%06d", i));
        });
        remove("d02");

        JobView job = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC).filesPerTask(1));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("deleted")).isEqualTo(350 + 700);
        assertThat(objects(TARGET)).hasSize(before - 350 - 700);
        assertThat(catalog.collections(TARGET)).doesNotContain(TARGET + "/d02");
    }

    private int objectsAfter(JobRequestBuilder job) throws Exception {
        assertThat(cluster.run(job).state()).isEqualTo("COMPLETED");
        return objects(TARGET).size();
    }

    @Test
    void excludedEntriesStay() throws Exception {
        write("kept", "excluded", "lost", "private/secret");
        cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC));
        remove("lost", "private/secret");

        JobView job = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC).excludeFileName(List.of(".*/excluded"))
                .excludeDirectoryName(List.of(".*/private")));

        assertThat(job.count("excluded")).isEqualTo(2);
        assertThat(job.count("deleted")).isEqualTo(1);
        assertThat(objects(TARGET)).containsExactly(TARGET + "/excluded", TARGET + "/kept", TARGET + "/private/secret");
    }

    @Test
    void anEntryThatChangedItsKindComesInWhenItsOldSelfIsDeleted() throws Exception {
        write("was a file", "was a directory/inside");
        cluster.run(job(DeleteMode.UNREGISTER, Operation.REGISTER_SYNC));
        remove("was a file", "was a directory");
        write("was a file/inside", "was a directory");

        JobView job = cluster.run(job(DeleteMode.UNREGISTER, Operation.REGISTER_SYNC));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("deleted")).isEqualTo(2);
        assertThat(job.count("collections_deleted")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).hasSize(2)
                .allSatisfy(failure -> assertThat(failure.error()).contains("it is deleted"));
        assertThat(cluster.run(job(DeleteMode.UNREGISTER, Operation.REGISTER_SYNC)).state()).isEqualTo("COMPLETED");
        assertThat(objects(TARGET)).containsExactly(TARGET + "/was a directory", TARGET + "/was a file/inside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "a file", "empty"})
    void aSourceThatIsNotThereDeletesNothing(String what) throws Exception {
        write("one", "a/two");
        cluster.run(job(DeleteMode.UNREGISTER, Operation.REGISTER_SYNC));
        List<String> before = objects(TARGET);
        Path unmounted = directory.resolve("unmounted");
        Files.move(source, unmounted);
        switch (what) {
            case "a file" -> Files.writeString(source, "");
            case "empty" -> Files.createDirectory(source);
            default -> assertThat(source).doesNotExist();
        }

        for (boolean ignoresCache : new boolean[]{false, true}) {
            JobView job = cluster.run(job(DeleteMode.UNREGISTER, Operation.REGISTER_SYNC).ignoreCache(ignoresCache));
            assertThat(job.state()).isEqualTo("FAILED");
            assertThat(job.error()).hasValueSatisfying(error -> assertThat(error).contains(source.toString()));
        }
        assertThat(objects(TARGET)).isEqualTo(before);
        Files.deleteIfExists(source);
        Files.move(unmounted, source);
        assertThat(cluster.run(job(DeleteMode.UNREGISTER, Operation.REGISTER_SYNC)).count("unchanged")).isEqualTo(2);
    }

    @Test
    void anEmptySourceEmptiesTheTargetWhenThatIsAllowed() throws Exception {
        write("one", "a/two");
        cluster.run(job(DeleteMode.TRASH, Operation.PUT_SYNC));
        remove("one", "a");

        JobView job = cluster.run(job(DeleteMode.TRASH, Operation.PUT_SYNC).allowEmptySource(true));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
        assertThat(objects(TARGET)).isEmpty();
        assertThat(objects(TRASH)).hasSize(2);
    }

    @Test
    void noMoreIsDeletedThanAllowed() throws Exception {
        write(IntStream.range(0, 30).mapToObj(i -> "f" + i).toArray(String[]::new));
        write("gone/a", "gone/b/c", "kept");
        cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC));
        IntStream.range(0, 30).forEach(i -> remove("f" + i));
        remove("gone");

        JobView job = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC).filesPerTask(4).maxDelete(10L));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("deleted") + job.count("collections_deleted")).isEqualTo(10);
        assertThat(objects(TARGET)).hasSize(33 - (int) job.count("deleted"));
        assertThat(cluster.client().failures(job.id(), 100).failures()).isNotEmpty().allSatisfy(
                failure -> assertThat(failure.error()).matches("\\d+ not deleted: --max-delete 10 is reached"));
        JobView rest = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC).maxDelete(24L));
        assertThat(rest.state()).isEqualTo("COMPLETED");
        assertThat(objects(TARGET)).containsExactly(TARGET + "/kept");
        assertThat(catalog.collections(TARGET)).containsExactly(TARGET);
    }

    @Test
    void aDryRunCountsAndDeletesNothing() throws Exception {
        write("kept", "lost", "gone/1", "gone/deep/2");
        cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC));
        List<String> before = objects(TARGET);
        remove("lost", "gone");
        write("new/file");

        JobView job = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC).mode("DRY_RUN"));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("deleted")).isEqualTo(3);
        assertThat(job.count("collections_deleted")).isEqualTo(2);
        assertThat(job.count("collections_created")).isEqualTo(1);
        assertThat(objects(TARGET)).isEqualTo(before);
        assertThat(catalog.collections(TARGET)).doesNotContain(TARGET + "/new").contains(TARGET + "/gone/deep");
        JobView real = cluster.run(job(DeleteMode.NO_TRASH, Operation.PUT_SYNC));
        assertThat(real.count("deleted")).isEqualTo(3);
        assertThat(real.count("collections_created")).isEqualTo(1);
    }

    @Test
    void aCheckTellsWhatIsMissingAndWhatIsLeftOver() throws Exception {
        write("kept", "lost", "gone/1", "gone/deep/2");
        cluster.run(job(DeleteMode.DO_NOT_DELETE, Operation.PUT_SYNC));
        List<String> before = objects(TARGET);
        assertThat(cluster.run(job(DeleteMode.DO_NOT_DELETE, Operation.PUT_SYNC).mode("CHECK")).state())
                .isEqualTo("COMPLETED");
        remove("lost", "gone");
        write("new/file");

        JobView job = cluster.run(job(DeleteMode.DO_NOT_DELETE, Operation.PUT_SYNC).mode("CHECK"));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("extra")).isEqualTo(5);
        assertThat(job.count("missing")).isEqualTo(2);
        assertThat(cluster.client().failures(job.id(), 100).failures()).hasSize(7)
                .anySatisfy(failure -> assertThat(failure.error()).contains(TARGET + "/gone/deep/2"))
                .anySatisfy(failure -> assertThat(failure.error()).contains(TARGET + "/new"));
        assertThat(objects(TARGET)).isEqualTo(before);
        assertThat(catalog.collections(TARGET)).doesNotContain(TARGET + "/new");
    }

    private JobRequestBuilder job(DeleteMode mode, Operation operation) {
        JobRequestBuilder job = TestCluster.job(source, TARGET).deleteMode(mode.name()).operation(operation.name());
        return operation == Operation.REGISTER_AS_REPLICA_SYNC ? job.resource("demoResc") : job;
    }

    private List<String> objects(String collection) throws Exception {
        return List.copyOf(catalog.replicas(collection).keySet());
    }

    private void write(String... relative) throws IOException {
        for (String path : relative) {
            Path file = source.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, path);
        }
    }

    private void remove(String... relative) {
        for (String path : relative) {
            try (Stream<Path> tree = Files.walk(source.resolve(path))) {
                for (Path one : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(one);
                }
            } catch (IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
        }
    }
}
