package io.irodsingest.standalone;

import static io.irodsingest.standalone.ComposeFile.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.standalone.ComposeFile.Service;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users rely on in the files for docker compose, without Docker; deploy/try-cluster.sh is the trial with it. */
class ComposeFileTest {
    private static final String SOURCE = "${SOURCE_DIR:-/srv/irods-ingest}";
    private static final Pattern SECRET = Pattern.compile("PASSWORD|TOKEN|SECRET|CREDENTIAL|KEY");
    private static final Pattern REPLACEABLE = Pattern
            .compile("\\$\\{[A-Z]+(_[A-Z]+)*_IMAGE:-[a-z][\\w./-]*:[\\w.-]+}");

    private static ComposeFile compose;

    @BeforeAll
    static void read() throws IOException {
        compose = ComposeFile.of("docker-compose.yml");
    }

    @Test
    void onlyTheOrchestratorPublishesAPortAndOnlyOnThisMachine() {
        Map<String, Service> services = new TreeMap<>(compose.services());
        assertThat(services.remove("orchestrator").list("ports"))
                .containsExactly("${ORCHESTRATOR_BIND:-127.0.0.1}:${ORCHESTRATOR_PORT:-8080}:8080");
        assertThat(services).allSatisfy((name, service) -> assertThat(service.list("ports")).isEmpty());
        assertThat(compose.services()).allSatisfy((name, service) -> assertThat(service.content())
                .doesNotContainKeys("network_mode", "privileged", "cap_add", "pid"));
    }

    @Test
    void everyImageCanBeReplaced() throws IOException {
        Set<String> arguments = new HashSet<>();
        assertThat(compose.services()).allSatisfy((name, service) -> {
            assertThat(service.text("image")).matches(REPLACEABLE);
            if (service.part("build").get("args") instanceof Map<?, ?> args) {
                args.forEach((key, value) -> {
                    if (key.toString().endsWith("_IMAGE")) {
                        assertThat(value.toString()).matches(REPLACEABLE);
                        arguments.add(key.toString());
                    }
                });
            }
        });
        for (String file : List.of("deploy/Dockerfile", "deploy/irods/Dockerfile")) {
            assertThat(bases(file)).isNotEmpty().isSubsetOf(arguments);
        }
    }

    /** The arguments that name the base images of a Dockerfile; another base is given as it stands there. */
    private static Set<String> bases(String dockerfile) throws IOException {
        Set<String> stages = new HashSet<>();
        Set<String> bases = new HashSet<>();
        for (String line : Files.readAllLines(ROOT.resolve(dockerfile))) {
            Matcher from = Pattern.compile("FROM (?:\\$\\{(\\w+)}|(\\S+))(?: AS (\\w[\\w-]*))?").matcher(line);
            if (from.matches()) {
                if (!stages.contains(String.valueOf(from.group(2)))) {
                    bases.add(from.group(1) == null ? from.group(2) : from.group(1));
                }
                stages.add(from.group(3));
            }
        }
        return bases;
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.yml", "deploy/compose.tls.yml"})
    void secretsComeFromFilesOnly(String name) throws IOException {
        ComposeFile file = ComposeFile.of(name);
        assertThat(file.part("secrets")).isNotEmpty().allSatisfy((secret, where) -> assertThat(where)
                .isEqualTo(Map.of("file", "${SECRETS_DIR:-./deploy/secrets}/" + secret)));
        assertThat(file.services()).allSatisfy((service, settings) -> {
            assertThat(file.part("secrets").keySet()).containsAll(settings.list("secrets"));
            settings.part("environment").forEach((variable, value) -> {
                if (SECRET.matcher(variable).find()) {
                    assertThat(variable).matches(".*_(FILE|KEYSTORE)");
                    assertThat(settings.list("secrets")).as(service + ' ' + variable)
                            .contains(value.toString().replaceFirst("^/run/secrets/", ""));
                }
            });
        });
        for (String ignored : List.of(".gitignore", ".dockerignore")) {
            assertThat(Files.readAllLines(ROOT.resolve(ignored))).as(ignored)
                    .anyMatch(line -> line.replaceAll("^/|/$", "").equals("deploy/secrets"));
        }
    }

    @Test
    void ourProcessesHaveNoRightsToSpare() {
        Map<String, Service> ours = ours(compose);
        assertThat(ours.keySet()).containsExactlyInAnyOrder("orchestrator", "worker-filesystem", "worker-s3",
                "worker-delete", "worker-batch", "file-door", "cli", "mini-irods", "s3");
        assertThat(ours).allSatisfy((name, service) -> {
            assertThat(service.text("user")).isEqualTo("${IRODS_INGEST_UID:-10001}:${IRODS_INGEST_GID:-10001}");
            assertThat(service.text("read_only")).isEqualTo("true");
            assertThat(service.list("cap_drop")).containsExactly("ALL");
            assertThat(service.list("security_opt")).containsExactly("no-new-privileges:true");
        });
    }

    @Test
    void iRodsSeesTheSourceWhereTheWorkerSeesItAndNobodyChangesIt() {
        for (String service : List.of("worker-filesystem", "mini-irods", "irods")) {
            assertThat(compose.services().get(service).list("volumes")).as(service)
                    .contains(SOURCE + ':' + SOURCE + ":ro");
        }
    }

    @ParameterizedTest
    @CsvSource({"orchestrator,orchestrator", "worker-filesystem,workerfilesystem", "worker-s3,workers3",
            "worker-delete,workerdelete", "worker-batch,workerbatch", "file-door,filedoor"})
    void everySettingIsOneOfItsProcess(String process, String module) throws Exception {
        String main = "io.irodsingest." + module + ".Main";
        assertThat(Files.readString(ROOT.resolve("deploy/image/run"))).contains(process + ") main=" + module + ' ');
        Set<String> known = Pattern.compile("\\bIRODS_\\w+").matcher(help(main)).results().map(found -> found.group())
                .collect(Collectors.toSet());
        // of the script that starts every process
        known.add("IRODS_INGEST_JAVA_OPTS");
        Set<String> named = new HashSet<>();
        for (String name : List.of("docker-compose.yml", "deploy/compose.tls.yml")) {
            ComposeFile.of(name).services().forEach((service, settings) -> {
                if (service.equals(process)) {
                    named.addAll(settings.part("environment").keySet());
                }
            });
        }
        named.remove("HEALTH_TOKEN_FILE");
        assertThat(named.stream().filter(variable -> !known.contains(variable))).allSatisfy(ComposeFileTest::isOfIrods);
        assertThat(named).hasSizeGreaterThan(5);
    }

    /** A variable that the help does not name must be one that iRODS' environment has: a wrong value of it is refused. */
    private static void isOfIrods(String variable) {
        Map<String, String> variables = new HashMap<>(Map.of("IRODS_HOST", "irods", "IRODS_PORT", "1247",
                "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", "rods"));
        variables.put(variable, "nonsense");
        assertThatThrownBy(() -> IrodsEnvironment.read(variables, Path.of("/nonexistent")))
                .hasMessageContaining(variable).hasMessageContaining("nonsense");
    }

    @Test
    void whatIsMountedFromTheCheckoutIsThere() {
        List<String> mounted = compose.services().values().stream().flatMap(service -> service.list("volumes").stream())
                .filter(volume -> volume.startsWith("./")).map(volume -> volume.split(":")[0]).toList();
        assertThat(mounted).isNotEmpty()
                .allSatisfy(path -> assertThat(ROOT.resolve(path).normalize()).exists());
        Set<String> volumes = compose.services().values().stream()
                .flatMap(service -> service.list("volumes").stream())
                .filter(volume -> volume.matches("[a-z].*")).map(volume -> volume.split(":")[0])
                .collect(Collectors.toSet());
        assertThat(compose.part("volumes").keySet()).containsExactlyInAnyOrderElementsOf(volumes);
    }

    @Test
    void prometheusAsksWhoThereIs() throws IOException {
        String configuration = Files.readString(ROOT.resolve("deploy/prometheus/prometheus.yml"));
        String workersPort = compose.services().get("worker-delete").part("environment")
                .get("IRODS_INGEST_METRICS_PORT").toString();
        assertThat(configuration).contains("port: " + workersPort).contains("port: 8080");
        Matcher names = Pattern.compile("names: \\[(.*)]").matcher(configuration);
        assertThat(names.results().flatMap(found -> Stream.of(found.group(1).split(", ")))).isNotEmpty()
                .allSatisfy(name -> assertThat(compose.services()).containsKey(name));
    }

    private static Map<String, Service> ours(ComposeFile file) {
        Map<String, Service> ours = new TreeMap<>(file.services());
        ours.values().removeIf(service -> service.process().isEmpty());
        return ours;
    }

    private static String help(String main) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main, "--help")
                .redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
