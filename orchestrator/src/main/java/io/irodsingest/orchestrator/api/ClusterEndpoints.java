package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.adminapi.Configuration;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.HealthView.Status;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.QueueList;
import io.irodsingest.adminapi.QueueView;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.orchestrator.watch.QueueRates.Rate;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.EventSource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be asked about the cluster as a whole. */
public final class ClusterEndpoints {
    private static final String HEALTH = AdminServer.API + "/health";

    private final Monitor monitor;
    private final Metrics metrics;
    private final Configuration configuration;
    private final Clock clock;

    public ClusterEndpoints(Monitor monitor, Metrics metrics, Configuration configuration, Clock clock) {
        this.monitor = monitor;
        this.metrics = metrics;
        this.configuration = configuration;
        this.clock = clock;
    }

    public List<Endpoint> all() {
        return List.of(
                Endpoint.get(HEALTH, "showHealth", "How the cluster is; with status 503 when it is down")
                        .answers(HealthView.class, this::health),
                Endpoint.get(HEALTH + "/live", "isLive", "Answers while the process does").answersNothing(call -> null),
                Endpoint.get(HEALTH + "/ready", "isReady", "As the health")
                        .answers(HealthView.class, this::health),
                Endpoint.get(AdminServer.API + "/queues", "listQueues", "The queues, their depth and rates")
                        .answers(QueueList.class, call -> queues()),
                Endpoint.get(AdminServer.API + "/configuration", "showConfiguration",
                        "How the orchestrator that answers is configured, without secrets").needs(Role.ADMIN)
                        .answers(Configuration.class, call -> configuration),
                Endpoint.get(AdminServer.API + "/events", "watchCluster",
                        "Server-sent events 'health', 'workers', 'queues'"
                                + " and 'job', each whenever it changes")
                        .streams(
                                List.of(HealthView.class, WorkerList.class, QueueList.class, JobView.class),
                                this::events),
                Endpoint.get("/metrics", "showMetrics", "Metrics in the text format of Prometheus")
                        .answersText(Metrics.MEDIA_TYPE, call -> metrics.text()));
    }

    Configuration configuration() {
        return configuration;
    }

    private HealthView health(Call call) {
        HealthView health = monitor.health();
        if (health.status() == Status.DOWN) {
            call.status(503);
        }
        return health;
    }

    private EventSource events(Call call) {
        return new ClusterWatch(monitor, job -> Views.of(job, monitor.waitsOf(job), clock),
                Map.of("health", monitor::health, "workers", this::workers, "queues", this::queues));
    }

    WorkerList workers() {
        return new WorkerList(monitor.cluster().workers().stream().map(Views::of).toList());
    }

    QueueList queues() {
        Map<String, QueueDepth> depths = new TreeMap<>(monitor.cluster().queues());
        return new QueueList(depths.entrySet().stream().map(queue -> view(queue.getKey(), queue.getValue())).toList());
    }

    private QueueView view(String name, QueueDepth depth) {
        Rate rate = monitor.rates().of(name);
        return new QueueView(name, depth.ready(), depth.consumers(), rounded(rate.in()), rounded(rate.out()));
    }

    private static double rounded(double perSecond) {
        return Math.round(perSecond * 10) / 10.0;
    }
}
