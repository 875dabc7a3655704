package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobRequest.EventHandlerFile;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.handler.EventHandlerFiles;
import io.irodsingest.standalone.Catalog.Replica;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jobs with event handlers of every form, good ones and bad ones, over a whole cluster. */
@Timeout(180)
class EventHandlersTest extends ClusterTest {
    @BeforeEach
    void start() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(source.resolve(name), name.repeat(3));
        }
    }

    @Test
    void javaSourceGivesAJobItsBehaviour() throws Exception {
        JobView job = run(Handlers.java(directory, """
                @Override public Operation operation(Job job, Entry entry) { return Operation.PUT_SYNC; }
                @Override public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    if (entry.name().equals("b")) { throw new SkipEntryException("no b"); } }
                @Override public void postDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    session.addMetadata(entry.targetPath(), new Avu("size", "" + entry.size(), job.name()));
                    session.addMetadata(entry.targetPath(), new Avu("size", "" + entry.size(), job.name())); }
                """));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("uploaded")).isEqualTo(2);
        assertThat(job.count("skipped")).isEqualTo(1);
        assertThat(catalog.replicas(TARGET)).containsOnlyKeys(TARGET + "/a", TARGET + "/c");
        assertThat(catalog.metadata(TARGET + "/c")).containsExactly(List.of("size", "3", job.jobName()));
    }

    @Test
    void yamlGivesAJobItsBehaviour() throws Exception {
        JobView job = run(Handlers.yaml(directory, """
                target_path: /elsewhere/${name}
                metadata:
                  - {on: data_object, when: create, attribute: from, value: '${path}', unit: '${size}'}
                """));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(catalog.replicas(TARGET).get(TARGET + "/b").physicalPath()).isEqualTo("/elsewhere/b");
        assertThat(catalog.metadata(TARGET + "/b"))
                .containsExactly(List.of("from", source.resolve("b").toString(), "3"));
    }

    @Test
    void aJarGivesAJobItsBehaviour() throws Exception {
        EventHandlerFile compiled = Handlers.java(directory, """
                @Override public Operation operation(Job job, Entry entry) { return Helper.CHOICE; }
                static class Helper { static final Operation CHOICE = Operation.PUT; }
                """);
        Path jar = Files.write(directory.resolve("handler.jar"), Base64.getDecoder().decode(compiled.content()));

        JobView job = run(EventHandlerFiles.read(jar));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("uploaded")).isEqualTo(3);
    }

    @Test
    void hooksOfTheJobAreCalledOnce() throws Exception {
        JobView job = run(Handlers.java(directory, """
                @Override public void preJob(Job job, Session session) throws Exception {
                    session.createCollection(job.target());
                    session.addMetadata(job.target(), Avu.of("pre", "" + System.nanoTime())); }
                @Override public void postJob(Job job, Session session) throws Exception {
                    session.addMetadata(job.target(), Avu.of("post", "" + System.nanoTime()));
                    int objects = session.query("select DATA_NAME where COLL_NAME = "
                        + Session.quoted(job.target())).size();
                    session.addMetadata(job.target(), Avu.of("objects", "" + objects));
                    for (Avu avu : session.metadata(job.target())) {
                        if (avu.attribute().equals("pre")) {
                            session.removeMetadata(job.target(), avu);
                            session.addMetadata(job.target(), Avu.of("pres", avu.value())); } } }
                """));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(catalog.collectionMetadata(TARGET)).extracting(List::getFirst)
                .containsExactlyInAnyOrder("pres", "post", "objects");
        assertThat(catalog.collectionMetadata(TARGET)).contains(List.of("objects", "3", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "60|throw new IllegalStateException(\"not today\");|failed: IllegalStateException: not today",
            "2|while (true) { }|did not return within 1800 ms",
            "60|List<byte[]> all = new ArrayList<>(); while (true) { all.add(new byte[128 << 20]); }|failed: OutOfMemoryError: Java heap space",
            "60|preDataObjCreate(job, entry, session);|failed: StackOverflowError",
            "60|Class.forName(\"io.irodsingest.common.job.Count\");|failed: ClassNotFoundException: io.irodsingest.common.job.Count"})
    void aBadHookFailsItsEntryAndNothingElse(int timeout, String statement, String reason) throws Exception {
        JobView job = run(Handlers.java(directory, """
                @Override public Duration timeout(Job job) { return Duration.ofSeconds(TIMEOUT); }
                @Override public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    if (entry.name().equals("b")) { STATEMENT } }
                """.replace("STATEMENT", statement).replace("TIMEOUT", "" + timeout)));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(catalog.replicas(TARGET)).containsOnlyKeys(TARGET + "/a", TARGET + "/c");
        List<Failure> failures = cluster.client().failures(job.id(), 10).failures();
        assertThat(failures).extracting(Failure::path).containsExactly(source.resolve("b").toString());
        assertThat(failures.getFirst().error()).isEqualTo("preDataObjCreate of H (H.java) " + reason);
        assertThat(cluster.ingest(source, TestCluster.HOME + "/next", "PUT").state()).isEqualTo("COMPLETED");
    }

    @Test
    void aHandlerThatCannotBeMadeFailsItsJob() throws Exception {
        JobView job = run(
                Handlers.java(directory, "public H() { throw new UnsupportedOperationException(\"why me\"); }"));

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error()).contains("the constructor of H (H.java) failed: UnsupportedOperationException: why me");
        assertThat(cluster.ingest(source, TARGET, "PUT").state()).isEqualTo("COMPLETED");
    }

    @Test
    void whatDoesNotGoTogetherFailsBeforeAnythingIsTouched() throws Exception {
        JobView job = run(Handlers.yaml(directory, "operation: PUT\ndelete_mode: TRASH\n"));

        assertThat(job.state()).isEqualTo("FAILED");
        assertThat(job.error().orElse("")).contains("PUT").contains("delete mode TRASH");
        assertThat(catalog.collections(TARGET)).isEmpty();
    }

    @Test
    void aDryRunCallsNoHooks() throws Exception {
        EventHandlerFile handler = EventHandlerFiles.read(Path.of("../docs/examples/event-handlers/Hooks.java"));

        JobView job = cluster.run(TestCluster.job(source, TARGET).mode("DRY_RUN").eventHandler(handler));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("registered")).isEqualTo(3);
        assertThat(catalog.collections(TestCluster.HOME)).containsExactly(TestCluster.HOME);
    }

    @Test
    void aHandlerOnlyHasToExistWhereTheJobIsStarted() throws Exception {
        EventHandlerFile handler = Handlers.yaml(directory, "operation: PUT");
        Files.delete(directory.resolve("handler.yaml"));

        assertThat(run(handler).count("uploaded")).isEqualTo(3);
    }

    @Test
    void mistakesInYamlAreToldByTheOrchestrator() throws Exception {
        EventHandlerFile handler = Handlers.yaml(directory, "operation: PUT\nretrys: {}\n");

        assertThatExceptionOfType(CommandException.class).isThrownBy(() -> run(handler))
                .withMessageStartingWith("handler.yaml:2: unknown key 'retrys'");
    }

    @Test
    void retriesOfAHandlerAreMade() throws Exception {
        JobView job = run(Handlers.java(directory, """
                private final java.util.concurrent.atomic.AtomicInteger calls =
                    new java.util.concurrent.atomic.AtomicInteger();
                @Override public int maxRetries(Job job) { return 2; }
                @Override public void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {
                    if (entry.name().equals("b") && calls.incrementAndGet() < 3) { throw new Exception("not yet"); } }
                """));

        assertThat(job.state()).isEqualTo("COMPLETED");
        Map<String, Replica> replicas = catalog.replicas(TARGET);
        assertThat(replicas).containsOnlyKeys(TARGET + "/a", TARGET + "/b", TARGET + "/c");
        assertThat(job.count("retries")).isEqualTo(2);
    }

    private JobView run(EventHandlerFile handler) throws Exception {
        return cluster.run(TestCluster.job(source, TARGET).eventHandler(handler));
    }
}
