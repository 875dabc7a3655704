package io.irodsingest.helm;

import static io.irodsingest.helm.Chart.one;
import static io.irodsingest.helm.Chart.render;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart makes of values, and which values it refuses. No cluster is there: Helm renders, and Kubernetes' types read. */
class ChartTest {
    @Test
    void helmFindsNothingWrong() {
        LintResult result = new Helm(Chart.DIRECTORY).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("WARNING"));
    }

    /** Unless values name another one, the image is that of the version that the chart came with. */
    @Test
    void theChartIsOfTheProjectsVersion() throws IOException {
        assertThat(Files.readString(Chart.ROOT.resolve("pom.xml")))
                .contains("<artifactId>irods-ingest</artifactId>\n  <version>"
                        + Chart.file("deploy/helm/Chart.yaml").get("appVersion") + "</version>");
    }

    @Test
    void examplesAreThoseThatTheDocumentNames() throws IOException {
        String document = Files.readString(Chart.ROOT.resolve("docs/kubernetes.md"));
        assertThat(Chart.examples()).containsExactlyInAnyOrder(Chart.DEFAULTS, "external", "hpa", "keda", "s3-only",
                "tls");
        assertThat(Chart.examples().stream().filter(name -> !name.equals(Chart.DEFAULTS)))
                .allSatisfy(name -> assertThat(document).contains(name + ".yaml"));
    }

    @ParameterizedTest
    @MethodSource("io.irodsingest.helm.Chart#examples")
    void everyObjectIsOneThatKubernetesKnows(String example) {
        List<Rendered> objects = render(example);
        assertThat(objects).isNotEmpty().allSatisfy(object -> assertThat(object.typed()).isNotNull());
        assertThat(objects.stream().map(object -> object.kind() + ' ' + object.name())).doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name.split(" ")[1]).matches("[a-z0-9-]{1,63}"));
        assertThat(objects.stream().filter(object -> object.kind().equals("Secret"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.irodsingest.helm.Chart#examples")
    void whatChoosesPodsFindsThemAndTheirPorts(String example) {
        List<Rendered> objects = render(example);
        Map<Map<String, String>, Set<String>> portsOfPods = objects.stream()
                .filter(object -> object.kind().equals("Deployment")).map(object -> object.as(Deployment.class))
                .collect(Collectors.toMap(deployment -> deployment.getSpec().getTemplate().getMetadata().getLabels(),
                        deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getPorts()
                                .stream().map(port -> port.getName()).collect(Collectors.toSet())));
        for (Rendered object : objects) {
            switch (object.typed()) {
                case Deployment deployment -> assertThat(portsOfPods)
                        .containsKey(deployment.getSpec().getSelector().getMatchLabels());
                case Service service -> assertThat(portsOfPods.get(service.getSpec().getSelector()))
                        .contains(service.getSpec().getPorts().getFirst().getTargetPort().getStrVal());
                case NetworkPolicy policy -> assertThat(
                        portsOfPods.get(policy.getSpec().getPodSelector().getMatchLabels()))
                        .containsAll(policy.getSpec().getIngress().stream().flatMap(rule -> rule.getPorts().stream())
                                .map(port -> port.getPort().getStrVal()).toList());
                case io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget budget -> assertThat(portsOfPods)
                        .containsKey(budget.getSpec().getSelector().getMatchLabels());
                default -> assertThat(object.kind()).doesNotContain("Secret");
            }
        }
    }

    @Test
    void kedaScalesEachKindOfWorkerByItsQueues() {
        List<Rendered> objects = render("keda");
        Keda.Spec filesystem = one(objects, "ScaledObject", "worker-filesystem").as(Keda.ScaledObject.class).spec();
        assertThat(filesystem.scaleTargetRef().name()).isEqualTo(name("worker-filesystem"));
        assertThat(filesystem.triggers()).singleElement().satisfies(trigger -> {
            String queues = trigger.metadata().get("queueName");
            assertThat(Stream.of("restart", "path", "file", "file.front")).allMatch(queue -> queue.matches(queues));
            assertThat(Stream.of("s3-file", "files", "fileXfront")).noneMatch(queue -> queue.matches(queues));
            assertThat(trigger.metadata()).containsEntry("value", "16").containsEntry("useRegex", "true");
            assertThat(trigger.authenticationRef().name())
                    .isEqualTo(one(objects, "TriggerAuthentication", "rabbitmq").name());
        });
        assertThat(one(objects, "ScaledObject", "worker-s3").as(Keda.ScaledObject.class).spec().minReplicaCount())
                .isZero();
        assertThat(kinds(objects)).contains("ScaledObject").doesNotContain("HorizontalPodAutoscaler");
        assertThat(one(objects, "Deployment", "worker-s3").as(Deployment.class).getSpec().getReplicas()).isNull();
    }

    @Test
    void kubernetesOwnAutoscalerReadsOurMetric() throws IOException {
        List<Rendered> objects = render("hpa");
        HorizontalPodAutoscaler scaler = one(objects, "HorizontalPodAutoscaler", "worker-delete")
                .as(HorizontalPodAutoscaler.class);
        MetricSpec metric = scaler.getSpec().getMetrics().getFirst();
        String name = metric.getExternal().getMetric().getName();
        assertThat(metric.getExternal().getMetric().getSelector().getMatchExpressions().getFirst().getValues())
                .containsExactly("delete", "delete.front", "delete-slowly", "delete-slowly.front");
        assertThat(scaler.getSpec().getBehavior().getScaleDown().getStabilizationWindowSeconds()).isEqualTo(600);
        assertThat(scaler.getSpec().getScaleTargetRef().getName()).isEqualTo(name("worker-delete"));
        assertThat(Files.readString(Chart.ROOT.resolve("docs/metrics.md")))
                .contains("| `" + name + "` | gauge | `queue`");
        Map<String, Object> rules = Chart.map(Chart.file("deploy/prometheus/adapter.yml").get("rules"));
        assertThat(rules.get("external").toString()).contains("seriesQuery=" + name);
        assertThat(kinds(objects)).doesNotContain("ScaledObject");
    }

    @Test
    void alertsAndDashboardAreTheFilesOfTheProject() throws IOException {
        List<Rendered> objects = render("hpa");
        Rendered rule = one(objects, "PrometheusRule", "");
        assertThat(rule.content().get("spec")).isEqualTo(Chart.file("deploy/prometheus/alerts.yml"));
        assertThat(Chart.map(one(objects, "ConfigMap", "dashboard").content().get("data")).get("irods-ingest.json"))
                .asString().isEqualToNormalizingNewlines(
                        Files.readString(Chart.ROOT.resolve("deploy/grafana/irods-ingest.json")));
        assertThat(kinds(render(Chart.DEFAULTS))).containsExactlyInAnyOrder("Deployment", "Service",
                "PodDisruptionBudget", "NetworkPolicy");
    }

    /** The alerts know the jobs by names that begin with irods-ingest, whatever a release is called. */
    @Test
    void prometheusFindsAllProcessesUnderANameThatTheAlertsKnow() {
        List<Rendered> objects = render("tls", "fileDoor.enabled=true", "fileDoor.doors[0].name=avus");
        ServiceMonitor monitor = one(objects, "ServiceMonitor", "orchestrator").as(ServiceMonitor.class);
        Map<String, String> labels = one(objects, "Service", "orchestrator").as(Service.class).getMetadata()
                .getLabels();
        assertThat(labels).containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        assertThat(labels.get(monitor.getSpec().getJobLabel())).startsWith("irods-ingest");
        assertThat(monitor.getSpec().getEndpoints().getFirst().getScheme()).isEqualTo("https");
        assertThat(monitor.getSpec().getEndpoints().getFirst().getTlsConfig().getServerName())
                .isEqualTo(name("orchestrator"));
        PodMonitor pods = one(objects, "PodMonitor", "").as(PodMonitor.class);
        assertThat(pods.getSpec().getSelector().getMatchExpressions().getFirst().getValues()).containsExactlyInAnyOrder(
                "worker-filesystem", "worker-s3", "worker-delete", "worker-batch", "file-door");
        assertThat(pods.getSpec().getJobLabel()).isEqualTo(monitor.getSpec().getJobLabel());
    }

    @Test
    void kindsThatAreNotWantedAreNotThere() {
        assertThat(render("s3-only").stream().map(Rendered::name)).contains(name("worker-s3"), name("file-door"))
                .doesNotContain(name("worker-filesystem"), name("worker-batch"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "workers.s3.thraeds=8 | '/workers/s3': additional properties 'thraeds' not allowed",
            "rabbitmq.url=amqp://ingest:secret@rabbit | '/rabbitmq/url'",
            "redis.url=redis://:secret@redis | '/redis/url'",
            "rabbitmq.password=secret | additional properties 'password' not allowed",
            "autoscaling.type=vpa | '/autoscaling/type': value must be one of 'none', 'keda', 'hpa'",
            "orchestrator.replicas=0 | '/orchestrator/replicas': minimum: got 0, want 1",
            "workers.filesystem.sources[0].path=/data | '/workers/filesystem/sources/0'",
            "workers.filesystem.sources[0].path=data | '/workers/filesystem/sources/0/path'",
            "secrets.tokens.key= | '/secrets/tokens/key'",
            "fileDoor.enabled=true | '/fileDoor/doors': minItems: got 0, want 1",
            "log.format=xml | '/log/format': value must be one of 'json', 'text'"})
    void wrongValuesAreRefusedWithTheirPlace(String value, String words) {
        assertThatThrownBy(() -> render(Chart.DEFAULTS, value)).hasMessageContaining(words);
    }

    @Test
    void onlyKedaGoesToNothing() {
        assertThatThrownBy(() -> render("hpa", "workers.s3.autoscaling.minReplicas=0"))
                .hasMessageContaining("'/workers/s3/autoscaling/minReplicas': minimum: got 0, want 1");
    }

    private static String name(String component) {
        return Chart.RELEASE + "-irods-ingest-" + component;
    }

    private static Set<String> kinds(List<Rendered> objects) {
        return objects.stream().map(Rendered::kind).collect(Collectors.toSet());
    }
}
