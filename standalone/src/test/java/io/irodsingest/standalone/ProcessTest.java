package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.Sources;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.standalone.Catalog.Expected;
import io.irodsingest.testservers.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers and orchestrator as processes: locales, and what they say when they cannot run. */
class ProcessTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final int REGISTER = 20008;

    @TempDir
    private Path directory;
    private MiniIrods irods;
    private ProcessCluster cluster;

    @BeforeEach
    void start() throws IOException {
        irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        cluster = new ProcessCluster(directory, irods);
    }

    @AfterEach
    void end() throws IOException {
        cluster.close();
        irods.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void namesArriveInAnyLocale(String locale) throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        RawPath root = RawPath.of(source);
        for (String text : List.of("plain", "é", "日本語", "😀", "new\nline", "100%", "quote'")) {
            Files.writeString(root.resolve(RawPath.ofText(text)).toPath(), text);
        }
        Files.writeString(root.resolve(RawPath.ofBytes(new byte[]{'x', (byte) 0xFF})).toPath(), "bytes");
        Path below = Files.createDirectory(root.resolve(RawPath.ofText("ü")).toPath());
        Files.writeString(below.resolve("inside"), "inside");
        cluster.with("LC_ALL", locale).startOrchestrator().startWorker("-Xmx256m");

        for (String operation : List.of("REGISTER_SYNC", "PUT")) {
            String target = TARGET + operation;
            JobView job = cluster.client()
                    .start(JobRequest.of(Sources.absolute(source.toString()), target).operation(operation)
                            .undecodable("UPLOAD").build());
            JobView ended = await().atMost(Duration.ofMinutes(1)).until(() -> cluster.client().job(job.id()),
                    JobView::ended);
            assertThat(cluster.client().failures(job.id(), 10).failures()).isEmpty();
            assertThat(ended.state()).isEqualTo("COMPLETED");
            try (Catalog catalog = Catalog.of(irods)) {
                Expected expected = Expected.of(source, target);
                assertThat(catalog.collections(target)).isEqualTo(expected.collections());
                assertThat(catalog.replicas(target).keySet()).containsExactlyElementsOf(expected.dataObjects());
            }
        }
    }

    @Test
    void aWorkerThatIsNotWelcomeSaysSoInOneLine() throws Exception {
        assertEnds(cluster.with("IRODS_PASSWORD", "wrong"), 1, "the password is wrong");
        cluster.with("IRODS_PASSWORD", "rods");
        assertEnds(cluster.with("IRODS_INGEST_THREADS", "none"), 2,
                "IRODS_INGEST_THREADS is 'none': must be a whole number");
        cluster.with("IRODS_INGEST_THREADS", "2");
        assertEnds(cluster.with("IRODS_CLIENT", "icommands"), 2,
                "IRODS_CLIENT is 'icommands', but must be one of irods4j");
        if (IrodsClients.all().size() == 1) {
            assertEnds(cluster.with("IRODS_CLIENT", "jargon"), 2, "which this build does not have");
        }
        cluster.without("IRODS_CLIENT");
        String right = cluster.variable("IRODS_INGEST_AMQP_PASSWORD");
        assertEnds(cluster.with("IRODS_INGEST_AMQP_PASSWORD", "wrong"), 1, "it refuses the user or the password");
        cluster.with("IRODS_INGEST_AMQP_PASSWORD", right);
        assertEnds(cluster.with("IRODS_INGEST_REDIS_PASSWORD", "wrong"), 1, "refuses us");
    }

    @ParameterizedTest
    @CsvSource({"workerfilesystem,REDIS,redis://,Redis", "workerdelete,REDIS,redis://,Redis",
            "orchestrator,REDIS,redis://,Redis", "workerfilesystem,AMQP,amqp://guest@,RabbitMQ",
            "workerdelete,AMQP,amqp://guest@,RabbitMQ", "orchestrator,AMQP,amqp://guest@,RabbitMQ"})
    void whoWaitsForAServerAtItsStartEndsWellWhenAskedTo(String module, String setting, String url, String server)
            throws Exception {
        cluster.with("IRODS_INGEST_" + setting + "_URL", url + "127.0.0.1:" + LoopbackPorts.free());

        ProcessCluster.Ended ended = cluster.terminate("io.irodsingest." + module + ".Main", "waiting for " + server);

        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.lines()).noneMatch(text -> text.startsWith("\tat "));
    }

    @Test
    void aWorkerThatIsAskedToEndBringsItsTaskToItsEnd() throws Exception {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("file"), "here");
        irods.faults().delay(REGISTER, Duration.ofSeconds(3), 1);
        JvmProcess worker = cluster.startOrchestrator().startWorker("-Xmx256m");
        JobView job = cluster.client().start(JobRequest.of(source.toString(), TARGET).build());
        await().atMost(Duration.ofMinutes(1)).until(() -> irods.counts().snapshot().containsKey(REGISTER));

        worker.close();

        assertThat(cluster.client().job(job.id()).count("registered")).isEqualTo(1);
    }

    private static void assertEnds(ProcessCluster cluster, int exitCode, String line) throws Exception {
        ProcessCluster.Ended ended = cluster.runWorker();
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(exitCode);
        assertThat(ended.lines()).filteredOn(text -> text.startsWith("irods-ingest-worker-filesystem: "))
                .singleElement()
                .asString().contains(line);
        assertThat(ended.lines()).noneMatch(text -> text.startsWith("\tat "));
    }
}
