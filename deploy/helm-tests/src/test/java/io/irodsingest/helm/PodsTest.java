package io.irodsingest.helm;

import static io.irodsingest.helm.Chart.one;
import static io.irodsingest.helm.Chart.render;
import static org.assertj.core.api.Assertions.assertThat;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pods may do, what they are given, and how they end. */
class PodsTest {
    private static final Pattern SECRET = Pattern.compile("PASSWORD|TOKEN|SECRET|CREDENTIAL|KEY");
    private static final String SECRETS = "/etc/irods-ingest/secrets/";
    private static final String METRICS_PORT = "IRODS_INGEST_METRICS_PORT";

    @ParameterizedTest
    @MethodSource("io.irodsingest.helm.Chart#examples")
    void theyHaveNoRightsToSpare(String example) {
        assertThat(pods(example)).isNotEmpty().allSatisfy((component, pod) -> {
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isGreaterThan(10_000);
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getSecurityContext().getFsGroup()).as("the group of mounted sources").isNull();
            Container container = container(pod);
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        });
    }

    @ParameterizedTest
    @MethodSource("io.irodsingest.helm.Chart#examples")
    void whatIsMountedIsThereAndTmpCanBeWrittenTo(String example) {
        assertThat(pods(example)).allSatisfy((component, pod) -> {
            Set<String> volumes = pod.getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
            List<VolumeMount> mounts = container(pod).getVolumeMounts();
            assertThat(volumes).hasSize(pod.getVolumes().size())
                    .containsExactlyInAnyOrderElementsOf(mounts.stream().map(VolumeMount::getName).toList());
            assertThat(mounts.stream().map(VolumeMount::getMountPath)).doesNotHaveDuplicates();
            assertThat(mounts.stream().filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                    .map(VolumeMount::getMountPath)).contains("/tmp").isSubsetOf("/tmp", "/srv/drop");
        });
    }

    /** Every variable with a secret names a file, and each process has the files that its variables name, and no other. */
    @ParameterizedTest
    @MethodSource("io.irodsingest.helm.Chart#examples")
    void secretsAreFilesOfSecretsThatExist(String example) {
        assertThat(pods(example)).allSatisfy((component, pod) -> {
            List<EnvVar> variables = container(pod).getEnv();
            assertThat(variables.stream().map(EnvVar::getName)).doesNotHaveDuplicates();
            assertThat(variables).filteredOn(variable -> SECRET.matcher(variable.getName()).find())
                    .allSatisfy(variable -> assertThat(variable.getValue() == null
                            ? variable.getValueFrom().getSecretKeyRef().getKey()
                            : variable.getName()).matches(".*_(FILE|KEYSTORE)|id|secret"));
            assertThat(variables.stream().map(EnvVar::getValue)
                    .filter(value -> value != null && value.startsWith(SECRETS)).collect(Collectors.toSet()))
                    .isEqualTo(files(pod));
        });
    }

    @Test
    void aSecretMayBeInAnotherSecretAndHaveAnotherKey() {
        assertThat(pods("external").get("worker-s3").getVolumes())
                .filteredOn(volume -> volume.getName().equals("secrets")).singleElement()
                .satisfies(volume -> assertThat(volume.getProjected().getSources()).map(VolumeProjection::getSecret)
                        .anySatisfy(secret -> {
                            assertThat(secret.getName()).isEqualTo("rabbitmq-user");
                            assertThat(secret.getItems().getFirst().getKey()).isEqualTo("password");
                            assertThat(secret.getItems().getFirst().getPath()).isEqualTo("amqpPassword");
                        }));
    }

    /** SIGTERM begins the drain, and Kubernetes kills only what is at work after it. */
    @Test
    void aPodIsNotKilledBeforeItsDrainIsOver() {
        assertThat(pods("keda")).allSatisfy((component, pod) -> {
            if (component.startsWith("worker-")) {
                int drain = Integer.parseInt(variables(pod).get("IRODS_INGEST_DRAIN").replace("s", ""));
                assertThat(drain).isEqualTo(component.equals("worker-filesystem") ? 300 : 60);
                assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThanOrEqualTo(drain + 10);
            }
        });
    }

    /** The Service of an orchestrator would become a variable like {@code IRODS_INGEST_ORCHESTRATOR_PORT}, which is no setting. */
    @ParameterizedTest
    @MethodSource("io.irodsingest.helm.Chart#examples")
    void otherServicesBecomeNoSettings(String example) {
        assertThat(pods(example)).allSatisfy((component, pod) -> assertThat(pod.getEnableServiceLinks()).isFalse());
    }

    @ParameterizedTest
    @MethodSource("io.irodsingest.helm.Chart#examples")
    void podsOfAKindAreSpreadAndListenWhereTheyAreAsked(String example) {
        assertThat(pods(example)).allSatisfy((component, pod) -> {
            assertThat(pod.getTopologySpreadConstraints()).singleElement().satisfies(spread -> assertThat(
                    spread.getLabelSelector().getMatchLabels())
                    .containsEntry("app.kubernetes.io/component", component));
            Map<String, String> variables = variables(pod);
            assertThat(container(pod).getPorts()).singleElement().satisfies(port -> assertThat(
                    port.getContainerPort()).asString().isEqualTo(
                            variables.getOrDefault("IRODS_INGEST_PORT", variables.get(METRICS_PORT))));
            assertThat(container(pod).getArgs()).containsExactly(component);
        });
    }

    @Test
    void sourcesAreMountedUnderTheirPathAndAreAllThatIsRead() {
        PodSpec pod = pods("tls").get("worker-filesystem");
        assertThat(variables(pod)).containsEntry("IRODS_INGEST_SOURCE_ROOTS", "/data,/archive");
        assertThat(pod.getVolumes()).filteredOn(volume -> volume.getPersistentVolumeClaim() != null).singleElement()
                .satisfies(volume -> assertThat(volume.getPersistentVolumeClaim().getReadOnly()).isTrue());
        assertThat(container(pod).getVolumeMounts()).filteredOn(mount -> mount.getName().startsWith("source-"))
                .hasSize(2).allSatisfy(mount -> assertThat(mount.getReadOnly()).isTrue());
    }

    @Test
    void theDoorAsksTheOrchestratorByItsService() {
        List<Rendered> objects = render("external");
        assertThat(variables(pods("external").get("file-door"))).containsEntry("IRODS_INGEST_URL",
                "https://" + one(objects, "Service", "orchestrator").name() + ":443");
    }

    /** The pods of each component. */
    static Map<String, PodSpec> pods(String example, String... values) {
        Map<String, PodSpec> pods = new TreeMap<>();
        render(example, values).stream().filter(object -> object.kind().equals("Deployment"))
                .map(object -> object.as(Deployment.class))
                .forEach(deployment -> pods.put(
                        deployment.getMetadata().getLabels().get("app.kubernetes.io/component"),
                        deployment.getSpec().getTemplate().getSpec()));
        return pods;
    }

    static Container container(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().getFirst();
    }

    /** The variables that have a value of their own. */
    static Map<String, String> variables(PodSpec pod) {
        return container(pod).getEnv().stream().filter(variable -> variable.getValue() != null)
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static Set<String> files(PodSpec pod) {
        return pod.getVolumes().stream().filter(volume -> volume.getName().equals("secrets"))
                .flatMap(volume -> volume.getProjected().getSources().stream())
                .flatMap(source -> source.getSecret().getItems().stream()).map(item -> SECRETS + item.getPath())
                .collect(Collectors.toSet());
    }
}
