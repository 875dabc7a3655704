package io.irodsingest.workerdelete;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.ingesttasks.DeleteOptions;
import io.irodsingest.ingesttasks.SyncOptions;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.RemoveCollections;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The handlers of this worker, with an iRODS and nothing else. */
class DeletionsTest {
    private static final int UNLINK = 615;
    private static MiniIrods server;
    private static Irods irods;

    private String target;

    @BeforeAll
    static void start() throws IOException {
        server = MiniIrods.builder().start();
        irods = IrodsClients.chosen(Map.of())
                .open(IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(), "IRODS_PORT",
                        String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                        "IRODS_PASSWORD", "rods"), Path.of("/nonexistent")), PoolSettings.DEFAULT, Meters.NONE);
    }

    @AfterAll
    static void stop() throws IOException {
        irods.close();
        server.close();
    }

    @BeforeEach
    void collection(TestInfo test) throws Exception {
        target = "/tempZone/home/rods/" + test.getTestMethod().orElseThrow().getName();
        collections("");
        server.faults().clear();
    }

    private void collections(String... below) throws Exception {
        try (IrodsSession session = irods.session()) {
            for (String one : below) {
                session.createCollectionWithParents(target + one);
            }
        }
    }

    /** Makes data objects, of which nothing is stored. */
    private void objects(String... below) throws Exception {
        try (IrodsSession session = irods.session()) {
            List<Registration> registrations = new ArrayList<>();
            for (String one : below) {
                registrations
                        .add(new Registration(target + one, Optional.empty(), RawPath.ofText("/nowhere" + one), 0, 1));
            }
            assertThat(session.register(registrations)).allMatch(reply -> reply.isOk());
        }
    }

    private boolean exists(String below) throws Exception {
        try (IrodsSession session = irods.session()) {
            return session.exists(target + below);
        }
    }

    private JobSpec spec(Mode mode, int filesPerTask, OptionalLong maxDelete) {
        return new JobSpec("job", IngestSpec.of(RawPath.ofText("/source"), target, Operation.REGISTER_SYNC)
                .with(SyncOptions.of(Operation.REGISTER_SYNC).in(mode).filesPerTask(filesPerTask))
                .with(new DeleteOptions(DeleteMode.UNREGISTER, maxDelete, false)));
    }

    private JobSpec spec() {
        return spec(Mode.APPLY, 50, OptionalLong.empty());
    }

    private static ServedTask context(JobSpec spec, List<Outcome.Done> parts) {
        return new ServedTask(spec, irods).committing(parts::add);
    }

    private static ServedTask context(JobSpec spec) {
        return context(spec, new ArrayList<>());
    }

    private static List<String> handedOut(List<Outcome.Done> parts) {
        List<String> paths = new ArrayList<>();
        for (Task task : parts.stream().flatMap(part -> part.children().stream()).toList()) {
            switch (task) {
                case DeleteDataObjects some -> some.names().forEach(name -> paths.add(some.collection() + '/' + name));
                case DeleteCollection one -> paths.add(one.path() + '/');
                default -> throw new AssertionError(task);
            }
        }
        return paths;
    }

    @Test
    void aCollectionIsHandedOutInPartsAndGoneOnWithBehindTheLastOne() throws Exception {
        String[] objects = IntStream.range(100, 350).mapToObj(i -> "/c/o" + i).toArray(String[]::new);
        String[] collections = IntStream.range(100, 310).mapToObj(i -> "/c/c" + i).toArray(String[]::new);
        collections("/c");
        objects(objects);
        collections(collections);
        JobSpec spec = spec(Mode.APPLY, 1, OptionalLong.empty());
        List<Outcome.Done> parts = new ArrayList<>();
        ServedTask context = context(spec, parts);

        parts.add((Outcome.Done) new DeleteCollectionHandler().handle(new DeleteCollection(target + "/c", "", 0),
                context));

        assertThat(parts).hasSize(3).allSatisfy(part -> assertThat(part.children()).hasSizeLessThanOrEqualTo(200));
        List<String> all = handedOut(parts);
        assertThat(all).hasSize(460).doesNotHaveDuplicates();
        assertThat(parts.getLast().notes()).containsExactly(NotedCollections.adding(target + "/c"));
        DeleteCollection rest = (DeleteCollection) context.remainder().orElseThrow();
        List<Outcome.Done> last = new ArrayList<>();
        last.add((Outcome.Done) new DeleteCollectionHandler().handle(rest, context(spec, last)));
        assertThat(handedOut(last)).as("what a worker that takes over finds").isEqualTo(handedOut(parts.subList(2, 3)));
    }

    @Test
    void aDryRunNamesWhatItWouldDelete() throws Exception {
        objects("/a", "/b");
        JobSpec spec = spec(Mode.DRY_RUN, 50, OptionalLong.empty());

        Outcome.Done objects = (Outcome.Done) new DeleteDataObjectsHandler()
                .handle(new DeleteDataObjects(target, List.of("a", "b"), 0), context(spec));
        Outcome.Done collection = (Outcome.Done) new DeleteCollectionHandler()
                .handle(new DeleteCollection(target + "/c", "", 0), context(spec));

        assertThat(objects.counts().of(IngestCount.DELETED)).isEqualTo(2);
        assertThat(objects.counts().of(Count.FAILED)).isZero();
        assertThat(objects.failures()).extracting(EntryFailure::error).containsExactly(
                "data object " + target + "/a would be deleted", "data object " + target + "/b would be deleted");
        assertThat(collection.counts().of(IngestCount.COLLECTIONS_DELETED)).isEqualTo(1);
        assertThat(collection.failures()).extracting(EntryFailure::error)
                .containsExactly("collection " + target + "/c would be deleted");
        assertThat(exists("/a")).isTrue();
    }

    @Test
    void whatIsGoneIsDeletedAndWhatIsRefusedIsTriedAgainAlone() throws Exception {
        objects("/a", "/b");
        server.faults().failNext(UNLINK, -818_000, 1);

        Outcome.Done done = (Outcome.Done) new DeleteDataObjectsHandler()
                .handle(new DeleteDataObjects(target, List.of("a", "b", "gone"), 0), context(spec()));

        assertThat(done.counts().of(IngestCount.DELETED)).isEqualTo(2);
        assertThat(done.retryTasks()).singleElement().satisfies(again -> {
            assertThat(again.task()).isEqualTo(new DeleteDataObjects(target, List.of("a"), 1));
            assertThat(again.failures()).singleElement()
                    .satisfies(failure -> assertThat(failure.error()).contains("permission denied"));
        });
        assertThat(exists("/a")).isTrue();
        assertThat(exists("/b")).isFalse();
    }

    @Test
    void nothingMoreIsDeletedThanAPassMay() throws Exception {
        objects("/a", "/b", "/c");

        Outcome.Done done = (Outcome.Done) new DeleteDataObjectsHandler().handle(
                new DeleteDataObjects(target, List.of("a", "b", "c"), 0),
                context(spec(Mode.APPLY, 50, OptionalLong.of(1))));

        assertThat(done.counts().of(IngestCount.DELETED)).isEqualTo(1);
        assertThat(done.failures()).singleElement()
                .satisfies(failure -> assertThat(failure.error()).contains("2 not deleted", "--max-delete 1"));
        assertThat(exists("/a")).isFalse();
        assertThat(exists("/b")).isTrue();
    }

    @Test
    void collectionsGoDeepestFirstAndOnlyWhenNothingIsInThem() throws Exception {
        collections("/a/b/c", "/full");
        objects("/full/object");

        Outcome.Done done = (Outcome.Done) new RemoveCollectionsHandler().handle(RemoveCollections.NOTED,
                context(spec()).noting(target + "/a", target + "/a/b/c", target + "/a/b", target + "/full"));

        assertThat(done.counts().of(IngestCount.COLLECTIONS_DELETED)).isEqualTo(3);
        assertThat(done.retryTasks()).singleElement()
                .satisfies(again -> assertThat(again.failures()).singleElement()
                        .satisfies(failure -> assertThat(failure.error()).contains("not empty")));
        assertThat(exists("/a")).isFalse();
        assertThat(exists("/full")).isTrue();
    }

    @Test
    void hooksAreCalledAroundADeletionAndMayKeepThings() throws Exception {
        objects("/a", "/kept");
        List<String> calls = new ArrayList<>();
        JobSpec spec = spec();
        ServedTask context = new ServedTask(spec, irods).with(told(spec, calls));

        Outcome.Done done = (Outcome.Done) new DeleteDataObjectsHandler()
                .handle(new DeleteDataObjects(target, List.of("a", "kept"), 0), context);

        assertThat(calls).containsExactly("PRE_DATA_OBJ_DELETE a true", "PRE_DATA_OBJ_DELETE kept true",
                "POST_DATA_OBJ_DELETE a false");
        assertThat(done.counts().of(IngestCount.DELETED)).isEqualTo(1);
        assertThat(done.counts().of(IngestCount.SKIPPED)).isEqualTo(1);
        assertThat(exists("/kept")).isTrue();
    }

    /** Notes which hooks are called and whether their data object is there then; the one called {@code kept} stays. */
    private static JobPolicy told(JobSpec spec, List<String> calls) {
        JobPolicy plain = JobPolicy.specified(spec);
        return (JobPolicy) Proxy.newProxyInstance(EntryPolicy.class.getClassLoader(), new Class<?>[]{EntryPolicy.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("has")) {
                        return true;
                    }
                    if (!method.getName().equals("call")) {
                        try {
                            return method.invoke(plain, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    }
                    String path = ((HookTarget) arguments[1]).logicalPath();
                    String name = path.substring(path.lastIndexOf('/') + 1);
                    calls.add(arguments[0] + " " + name + ' ' + ((IrodsSession) arguments[2]).exists(path));
                    if (name.equals("kept") && arguments[0] == Hook.PRE_DATA_OBJ_DELETE) {
                        throw new HookSkippedException("it stays");
                    }
                    return null;
                });
    }
}
