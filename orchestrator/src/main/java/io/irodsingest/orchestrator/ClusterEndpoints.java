package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.HealthView.Status;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import java.util.List;

/** What can be asked about the cluster: its health and its metrics. */
final class ClusterEndpoints {
    private static final String HEALTH = AdminServer.API + "/health";

    private final Monitor monitor;
    private final Metrics metrics;

    ClusterEndpoints(Monitor monitor, Metrics metrics) {
        this.monitor = monitor;
        this.metrics = metrics;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get(HEALTH, "showHealth", "How the cluster is; with status 503 when it is down")
                        .answers(HealthView.class, this::health),
                Endpoint.get(HEALTH + "/live", "isLive", "Answers while the process does").answersNothing(call -> null),
                Endpoint.get(HEALTH + "/ready", "isReady", "As the health")
                        .answers(HealthView.class, this::health),
                Endpoint.get("/metrics", "showMetrics", "Metrics in the text format of Prometheus")
                        .answersText(Metrics.MEDIA_TYPE, call -> metrics.text()));
    }

    private HealthView health(Call call) {
        HealthView health = monitor.health();
        if (health.status() == Status.DOWN) {
            call.status(503);
        }
        return health;
    }
}
