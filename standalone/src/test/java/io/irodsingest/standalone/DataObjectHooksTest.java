package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.handler.SpecifiedPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookSkippedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import io.irodsingest.ingest.IngestHandlers;
import io.irodsingest.ingesttasks.IngestLane;
import io.irodsingest.miniirods.Faults.Moment;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.testservers.TestServers;
import io.irodsingest.workerfilesystem.FilesystemSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When hooks of data objects are called, with a behaviour that notes its calls, over a real broker and Redis. */
class DataObjectHooksTest {
    private static final String TARGET = TestCluster.HOME + "/in";

    @TempDir
    private Path directory;
    private Path source;
    private final Parts parts = new Parts();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private MiniIrods irods;
    private AdminClient client;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        TestServers.redis().flush();
        irods = parts.add(MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start());
        Outages outages = new Outages(Clock.systemUTC());
        RedisState state = parts.add(RedisState.open(TestCluster.redisSettings(TestServers.redis()), outages));
        AmqpBroker broker = parts.add(new AmqpBroker(TestCluster.brokerSettings(TestServers.broker()), outages));
        Irods pool = parts
                .add(IrodsClients.chosen(System.getenv()).open(TestCluster.environment(irods), PoolSettings.DEFAULT));
        Orchestrator orchestrator = parts.add(new Orchestrator(OrchestratorSettings.onLoopback(),
                new Ports(state.jobs(), state.accounting(), state.workers(), state.deadLetters(), state.schedules(),
                        state.chains(), state.batches(),
                        broker, outages,
                        parts.add(new ProcessMetrics("test", "1")), Optional.empty())));
        orchestrator.start();
        client = new AdminClient(orchestrator.uri(), Optional.empty());
        WorkerOptions options = new WorkerOptions("worker-filesystem",
                IngestLane.ALL.stream().map(Lane::name).toList(), 2, Duration.ofSeconds(5));
        parts.add(new Worker(options, Worker.Uses.of(state, broker, pool, outages),
                IngestHandlers.of(new FilesystemSources(), state.batches()),
                (jobId, spec) -> new NotingBehaviour(new SpecifiedPolicy(IngestSpec.of(spec), spec.options()))))
                .start();
    }

    @AfterEach
    void end() {
        parts.close();
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,updated", "PUT_SYNC,uploaded", "PUT_APPEND,appended"})
    void eachEventHasItsHooksOnce(String operation, String second) throws Exception {
        Files.writeString(source.resolve("a"), "a");
        Files.writeString(source.resolve("b"), "b");
        run(operation);
        assertThat(calls).containsExactlyInAnyOrder("PRE_DATA_OBJ_CREATE a", "POST_DATA_OBJ_CREATE a",
                "PRE_DATA_OBJ_CREATE b", "POST_DATA_OBJ_CREATE b");
        assertThat(calls.indexOf("PRE_DATA_OBJ_CREATE a")).isLessThan(calls.indexOf("POST_DATA_OBJ_CREATE a"));
        calls.clear();
        Files.writeString(source.resolve("a"), "a and more");

        JobView job = run(operation);

        assertThat(job.count(second)).isEqualTo(1);
        assertThat(calls).containsExactly("PRE_DATA_OBJ_MODIFY a", "POST_DATA_OBJ_MODIFY a");
        calls.clear();
        assertThat(run(operation).count("unchanged")).isEqualTo(2);
        assertThat(calls).isEmpty();
    }

    @Test
    void onlyTheInodeChanged() throws Exception {
        Path file = Files.writeString(source.resolve("file"), "file");
        run("PUT");
        calls.clear();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        irods.counts().reset();

        run("PUT");

        assertThat(calls).containsExactly("PRE_DATA_OBJ_MODIFY file", "POST_DATA_OBJ_MODIFY file");
        assertThat(irods.counts().snapshot().keySet()).as("nothing but questions; the hooks ask one too")
                .containsOnly(633, 702);
    }

    @Test
    void whatAPreHookRefusesIsNotDone() throws Exception {
        Files.writeString(source.resolve("failing"), "");
        Files.writeString(source.resolve("skipped"), "");
        Files.writeString(source.resolve("good"), "");

        JobView job = run("PUT");

        assertThat(job.count("uploaded")).isEqualTo(1);
        assertThat(job.count("skipped")).isEqualTo(1);
        assertThat(client.failures(job.id(), 10).failures()).singleElement()
                .satisfies(failure -> assertThat(failure.error()).isEqualTo("the hook does not like it"));
        assertThat(calls).filteredOn(call -> call.startsWith("POST")).containsExactly("POST_DATA_OBJ_CREATE good");
        try (Catalog catalog = Catalog.of(irods)) {
            assertThat(catalog.replicas(TARGET).keySet()).containsExactly(TARGET + "/good");
        }
    }

    @ParameterizedTest
    @CsvSource({"REGISTER_SYNC,20008", "PUT,606"})
    void aLostAnswerRepeatsNoHook(String operation, int api) throws Exception {
        Files.writeString(source.resolve("file"), "file");
        irods.faults().dropConnectionOn(api, Moment.AFTER_EXECUTION, 1);
        run(operation);
        assertThat(calls).containsExactly("PRE_DATA_OBJ_CREATE file", "POST_DATA_OBJ_CREATE file");
    }

    private JobView run(String operation) throws Exception {
        return Watch.untilEnd(client,
                client.start(TestCluster.job(source, TARGET).operation(operation).build()).id(), Progress.NONE);
    }

    /** Notes the hooks that are called; some names it does not like. */
    private final class NotingBehaviour implements EntryPolicy {
        private final SpecifiedPolicy specified;

        NotingBehaviour(SpecifiedPolicy specified) {
            this.specified = specified;
        }

        @Override
        public boolean has(Hook hook) {
            return hook.name().contains("DATA_OBJ_CREATE") || hook.name().contains("DATA_OBJ_MODIFY");
        }

        @Override
        public void call(Hook hook, HookTarget subject, IrodsSession session)
                throws HookFailedException, HookSkippedException, UnavailableException {
            String name = subject.sourcePath().name().encoded();
            try {
                session.isCollection(subject.logicalPath());
            } catch (IrodsException refused) {
                throw new HookFailedException(refused.getMessage());
            }
            calls.add(hook + " " + name);
            if (name.equals("failing")) {
                throw new HookFailedException("the hook does not like it");
            }
            if (name.equals("skipped")) {
                throw new HookSkippedException("not this one");
            }
        }

        @Override
        public Operation operation(HookTarget entry) {
            return specified.operation(entry);
        }

        @Override
        public Optional<String> resource(HookTarget entry) {
            return specified.resource(entry);
        }

        @Override
        public RawPath physicalPath(HookTarget entry) {
            return specified.physicalPath(entry);
        }

        @Override
        public DeleteMode deleteMode() {
            return specified.deleteMode();
        }

        @Override
        public Optional<User> asUser() {
            return specified.asUser();
        }

        @Override
        public List<CharacterRule> characterMap() {
            return specified.characterMap();
        }

        @Override
        public int maxRetries() {
            return specified.maxRetries();
        }

        @Override
        public Duration delay(int retry) {
            return specified.delay(retry);
        }

        @Override
        public Duration timeout() {
            return specified.timeout();
        }

        @Override
        public boolean wantsTags() {
            return false;
        }
    }
}
