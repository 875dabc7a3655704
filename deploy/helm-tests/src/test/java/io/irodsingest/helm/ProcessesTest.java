package io.irodsingest.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart and the processes themselves: what it sets they take, and where it asks they answer. */
class ProcessesTest {
    private static final Duration SLOW = Duration.ofMinutes(2);
    private static final String TOKEN = "a token of the role viewer";
    /** What the scripts of the image read, and not the processes. */
    private static final Set<String> OF_THE_IMAGE = Set.of("IRODS_INGEST_JAVA_OPTS", "HEALTH_TOKEN_FILE");
    private static final String ALL_VARIABLES = "javaOptions=-Xmx300m";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"orchestrator,orchestrator", "worker-filesystem,workerfilesystem", "worker-s3,workers3",
            "worker-delete,workerdelete", "worker-batch,workerbatch", "file-door,filedoor"})
    void everyVariableIsASettingOfItsProcess(String component, String module) throws Exception {
        assertThat(Files.readString(Chart.ROOT.resolve("deploy/image/run")))
                .contains(component + ") main=" + module + ' ');
        Set<String> known = Pattern.compile("\\bIRODS_\\w+").matcher(help("io.irodsingest." + module + ".Main"))
                .results().map(found -> found.group()).collect(Collectors.toSet());
        Set<String> set = new HashSet<>();
        for (String example : Chart.examples()) {
            PodSpec pod = PodsTest.pods(example, "orchestrator." + ALL_VARIABLES,
                    "workers.delete." + ALL_VARIABLES, "irods.clientServerPolicy=CS_NEG_REQUIRE").get(component);
            if (pod != null) {
                set.addAll(PodsTest.variables(pod).keySet());
            }
        }
        set.removeIf(variable -> OF_THE_IMAGE.contains(variable) || variable.startsWith("AWS_"));
        assertThat(set).hasSizeGreaterThan(5).filteredOn(variable -> !known.contains(variable))
                .allSatisfy(ProcessesTest::isOfIrods);
    }

    /** A variable that the help does not name must be one that iRODS' environment has: a wrong value of it is refused. */
    private static void isOfIrods(String variable) {
        Map<String, String> variables = new HashMap<>(Map.of("IRODS_HOST", "irods", "IRODS_PORT", "1247",
                "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", "rods"));
        variables.put(variable, "nonsense");
        assertThatThrownBy(() -> IrodsEnvironment.read(variables, Path.of("/nonexistent")))
                .hasMessageContaining(variable).hasMessageContaining("nonsense");
    }

    /** Its servers are away, so that it lives and is not ready. Its first line in JSON says that it has begun. */
    @ParameterizedTest
    @CsvSource({"orchestrator,orchestrator,IRODS_INGEST_PORT,/api/v1/health/",
            "worker-filesystem,workerfilesystem,IRODS_INGEST_METRICS_PORT,/health/"})
    void aProcessRunsWithItsVariablesAndAnswersProbesAndPrometheus(String component, String module, String portVariable,
            String health) throws Exception {
        assertThat(Files.readString(Chart.ROOT.resolve("deploy/image/healthy")))
                .contains("${" + portVariable, '"' + health + "$what\"");
        PodSpec pod = PodsTest.pods("keda").get(component);
        assertThat(PodsTest.container(pod).getLivenessProbe().getExec().getCommand())
                .containsExactly("healthy", "live");
        int port = LoopbackPorts.free();
        Map<String, String> variables = new HashMap<>(here(PodsTest.variables(pod)));
        variables.put(portVariable, String.valueOf(port));
        variables.put("IRODS_INGEST_AMQP_URL", "amqp://ingest@127.0.0.1:1");
        variables.put("IRODS_INGEST_REDIS_URL", "redis://127.0.0.1:1");
        // The class path of tests has a configuration of the log that would win over the process's own.
        Program program = new Program("io.irodsingest." + module + ".Main",
                List.of("-Dlogback.configurationFile=logback.xml"), List.of(), variables, "{\"@timestamp\"");
        try (JvmProcess process = JvmProcess.start(program, directory.resolve("log"))) {
            await().atMost(SLOW).ignoreExceptions().until(() -> status(port, health + "live") == 204);
            assertThat(status(port, health + "ready")).isEqualTo(503);
            assertThat(status(port, Chart.one(Chart.render("tls"), "PodMonitor", "").as(PodMonitor.class).getSpec()
                    .getPodMetricsEndpoints().getFirst().getPath())).isEqualTo(200);
            assertThat(process.isAlive()).isTrue();
        }
    }

    @Test
    void theProbeOfTheImageKnowsBothQuestions() throws Exception {
        Set<String> asked = new HashSet<>();
        PodsTest.pods("external").values().forEach(pod -> List.of(PodsTest.container(pod).getStartupProbe(),
                PodsTest.container(pod).getLivenessProbe(), PodsTest.container(pod).getReadinessProbe())
                .forEach(probe -> asked.add(probe.getExec().getCommand().getLast())));
        assertThat(asked).containsExactlyInAnyOrder("live", "ready");
        Process wrong = new ProcessBuilder(Chart.ROOT.resolve("deploy/image/healthy").toString(), "well")
                .redirectErrorStream(true).start();
        assertThat(new String(wrong.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("healthy takes live or ready, and not 'well'\n");
        assertThat(wrong.waitFor()).isEqualTo(2);
    }

    private int status(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + TOKEN).timeout(SLOW).build();
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    /** The variables with the files of secrets in this test's directory. */
    private Map<String, String> here(Map<String, String> variables) throws Exception {
        Map<String, String> here = new HashMap<>(variables);
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            if (variable.getValue().startsWith("/etc/irods-ingest/secrets/")) {
                Path file = directory.resolve(Path.of(variable.getValue()).getFileName());
                Files.writeString(file, secret(variable.getKey()));
                here.put(variable.getKey(), file.toString());
            }
        }
        here.replaceAll((name, value) -> value.equals("0.0.0.0") ? "127.0.0.1" : value);
        return here;
    }

    private static String secret(String variable) throws Exception {
        return switch (variable) {
            case "IRODS_INGEST_TOKENS_FILE" -> "metrics viewer sha256:" + HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8)));
            case "IRODS_INGEST_CLUSTER_KEY_FILE" -> Base64.getEncoder().encodeToString(new byte[32]);
            default -> TOKEN;
        };
    }

    /** What a process prints of its settings; it does nothing else then. */
    private static String help(String main) throws ReflectiveOperationException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) new String[]{"--help"});
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
