package io.irodsingest.workerfilesystem;

import static io.irodsingest.workerfilesystem.Given.deleting;
import static io.irodsingest.workerfilesystem.Given.file;
import static io.irodsingest.workerfilesystem.Given.job;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.ingesttasks.DeleteOptions;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.workerfilesystem.OneWorker.Pass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a job with a delete mode finds to be deleted, and what it asks for that. */
class DeletingJobsTest {
    private static OneWorker worker;

    @TempDir
    private Path source;
    private String target;
    private JobSpec job;

    @BeforeAll
    static void start() throws Exception {
        worker = new OneWorker();
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
    }

    @BeforeEach
    void tree(TestInfo test) throws Exception {
        target = OneWorker.HOME + '/' + test.getTestMethod().orElseThrow().getName();
        job = deleting(source, target);
        Files.createDirectory(source.resolve("d"));
        file(source.resolve("a"), "a");
        file(source.resolve("d/b"), "b");
    }

    private static void extra(String object) throws Exception {
        worker.irods(session -> session
                .register(List.of(new Registration(object, Optional.empty(), RawPath.ofText("/nowhere"), 0, 1))));
    }

    private static List<String> deleted(Pass pass) {
        List<String> paths = new ArrayList<>();
        for (Task task : pass.deletions()) {
            switch (task) {
                case DeleteDataObjects objects ->
                    objects.names().forEach(name -> paths.add(objects.collection() + '/' + name));
                case DeleteCollection collection -> paths.add(collection.path() + '/');
                default -> throw new AssertionError(task);
            }
        }
        return paths.stream().sorted().toList();
    }

    @Test
    void aPassOverAnUnchangedTreeAsksNothing() throws Exception {
        worker.run(job);

        Pass second = worker.run(job);

        assertThat(second.count(IngestCount.UNCHANGED)).isEqualTo(2);
        assertThat(second.requests()).isZero();
    }

    @Test
    void whatWasThereBeforeIsFoundOnceAndTheNextCleanPassAsksNothing() throws Exception {
        worker.irods(session -> {
            session.createCollectionWithParents(target + "/old");
            return null;
        });
        extra(target + "/extra");

        assertThat(deleted(worker.run(job))).containsExactly(target + "/extra", target + "/old/");
        assertThat(deleted(worker.run(job))).as("nobody deleted it yet").containsExactly(target + "/extra",
                target + "/old/");
        worker.irods(session -> session.remove(List.of(target + "/extra")));
        worker.irods(session -> session.removeCollections(List.of(target + "/old")));
        assertThat(worker.run(job).requests()).as("it looks whether it is gone").isPositive();
        assertThat(worker.run(job).requests()).isZero();
    }

    @Test
    void ignoringTheCacheAsksForAll() throws Exception {
        worker.run(job);
        extra(target + "/d/extra");

        assertThat(deleted(worker.run(job))).as("changed by other means").isEmpty();
        assertThat(deleted(worker.run(Given.ignoringCache(job)))).containsExactly(target + "/d/extra");
        assertThat(deleted(worker.run(job))).as("and it is remembered that something was left")
                .containsExactly(target + "/d/extra");
    }

    @Test
    void onlyTheDirectoryThatChangedIsAskedFor() throws Exception {
        worker.run(job);
        Files.delete(source.resolve("d/b"));
        long before = worker.server.counts().of(702);

        Pass pass = worker.run(job);

        assertThat(deleted(pass)).containsExactly(target + "/d/b");
        assertThat(worker.server.counts().of(702) - before).as("data objects and collections of one").isEqualTo(2);
    }

    @Test
    void aNameThatComesAndGoesWithoutADeletionInBetweenIsFound() throws Exception {
        worker.run(job);
        file(source.resolve("d/c"), "c");
        worker.run(job(source, target, Operation.PUT_SYNC));
        Files.delete(source.resolve("d/c"));

        assertThat(deleted(worker.run(job))).containsExactly(target + "/d/c");
    }

    @Test
    void aLargeDirectoryIsComparedByATaskOfItsOwnAndThenAsksNothing() throws Exception {
        for (int i = 0; i < 600; i++) {
            file(source.resolve("d/" + i), "");
        }
        worker.run(job);
        extra(target + "/d/extra");
        Files.delete(source.resolve("d/5"));

        Pass found = worker.run(job);

        assertThat(found.tasks()).hasAtLeastOneElementOfType(IngestTask.FindLeftovers.class);
        assertThat(deleted(found)).containsExactly(target + "/d/5", target + "/d/extra");
        worker.irods(session -> session.remove(List.of(target + "/d/5", target + "/d/extra")));
        worker.run(job);
        assertThat(worker.run(job).requests()).isZero();
    }

    @Test
    void aDirectoryThatBecameAFileMakesWay() throws Exception {
        JobSpec registering = job.doing(IngestSpec.of(RawPath.of(source), target, Operation.REGISTER_SYNC)
                .with(DeleteOptions.of(DeleteMode.UNREGISTER)));
        worker.run(registering);
        Files.delete(source.resolve("d/b"));
        Files.delete(source.resolve("d"));
        file(source.resolve("d"), "a file now");

        Pass pass = worker.run(registering);

        assertThat(deleted(pass)).containsExactly(target + "/d/");
        assertThat(pass.count(Count.FAILED)).isEqualTo(1);
        assertThat(pass.failures().getFirst().error()).contains("a collection is in the target", "it is deleted");
        worker.irods(session -> session.unregister(List.of(target + "/d/b")));
        worker.irods(session -> session.removeCollections(List.of(target + "/d")));
        assertThat(worker.run(registering).count(IngestCount.REGISTERED)).isEqualTo(1);
        assertThat(worker.run(registering).count(IngestCount.UNCHANGED)).isEqualTo(2);
    }

    @Test
    void aFileThatBecameADirectoryMakesWay() throws Exception {
        worker.run(job);
        Files.delete(source.resolve("a"));
        Files.createDirectory(source.resolve("a"));
        file(source.resolve("a/inside"), "inside");

        Pass pass = worker.run(job);

        assertThat(deleted(pass)).containsExactly(target + "/a");
        assertThat(pass.count(Count.FAILED)).isEqualTo(1);
        assertThat(pass.failures().getFirst().error()).contains("a data object is in the target", "it is deleted");
        worker.irods(session -> session.remove(List.of(target + "/a")));
        Pass next = worker.run(job);
        assertThat(next.count(IngestCount.COLLECTIONS_CREATED)).isEqualTo(1);
        assertThat(next.count(IngestCount.UPLOADED)).isEqualTo(1);
    }

    @Test
    void withoutADeleteModeTheErrorSaysWhatHelps() throws Exception {
        JobSpec plain = job(source, target, Operation.PUT_SYNC);
        worker.run(plain);
        Files.delete(source.resolve("a"));
        Files.createDirectory(source.resolve("a"));
        Files.delete(source.resolve("d/b"));
        Files.delete(source.resolve("d"));
        file(source.resolve("d"), "a file now");

        Pass pass = worker.run(plain);

        assertThat(pass.deletions()).isEmpty();
        assertThat(pass.failures()).hasSize(2)
                .allSatisfy(
                        failure -> assertThat(failure.error()).contains("a job with a delete mode deletes it first"));
    }
}
