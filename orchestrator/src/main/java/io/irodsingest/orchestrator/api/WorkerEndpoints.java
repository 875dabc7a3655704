package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.adminapi.WorkerView;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Refusal;
import java.util.List;

/** What can be asked about workers. */
public final class WorkerEndpoints {
    private static final String WORKERS = AdminServer.API + "/workers";
    private static final String WORKER = WORKERS + "/{worker}";

    private final WorkerRegistry registry;
    private final BoundedCalls bounded;

    public WorkerEndpoints(WorkerRegistry registry, BoundedCalls bounded) {
        this.registry = registry;
        this.bounded = bounded;
    }

    public List<Endpoint> all() {
        return List.of(
                Endpoint.get(WORKERS, "listWorkers", "The workers that live, and what their threads are at")
                        .answers(WorkerList.class, this::list),
                Endpoint.get(WORKER, "showWorker", "A worker, by id")
                        .answers(WorkerView.class, call -> Views.of(find(call))),
                order("drain", "drainWorker", "Lets a worker take no more tasks; it goes on living, and says when it is"
                        + " drained", true),
                order("undrain", "undrainWorker", "Lets a drained worker take tasks again", false));
    }

    private Endpoint order(String name, String id, String summary, boolean drain) {
        return Endpoint.post(WORKER + '/' + name, id, summary).answers(WorkerView.class, call -> {
            call.requiresNoLimits("draining a worker, which others need too,");
            Beat worker = find(call);
            bounded.call(() -> {
                registry.drain(worker.id(), drain);
                return null;
            });
            call.about("worker " + worker.id());
            return Views.of(find(call));
        });
    }

    private WorkerList list(Call call) throws InterruptedException {
        return new WorkerList(alive().stream().map(Views::of).toList());
    }

    private List<Beat> alive() throws InterruptedException {
        return bounded.call(() -> registry.alive());
    }

    private Beat find(Call call) throws InterruptedException {
        String id = call.path("worker");
        return alive().stream()
                .filter(worker -> worker.id().equals(id)).findFirst().orElseThrow(() -> Refusal.unknown("worker", id));
    }
}
