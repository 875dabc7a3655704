package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.HealthView.Status;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import java.util.List;

/** What can be asked about the cluster: its health, its workers and its metrics. */
final class ClusterEndpoints {
    private static final String HEALTH = AdminServer.API + "/health";
    private static final String WORKERS = AdminServer.API + "/workers";

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
                Endpoint.get(WORKERS, "listWorkers", "The workers that live, and what they are at")
                        .answers(WorkerList.class,
                                call -> new WorkerList(monitor.workers().stream().map(Views::of).toList())),
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
