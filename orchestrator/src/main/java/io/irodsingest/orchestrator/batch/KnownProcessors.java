package io.irodsingest.orchestrator.batch;

import io.irodsingest.adminapi.batch.ProcessorList;
import io.irodsingest.adminapi.batch.ProcessorList.ProcessorView;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.watch.PythonWorkers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the workers that live can do with rows, as they tell it: {@code batch APP OP} or {@code query APP OP}. Thread-safe. */
public final class KnownProcessors {
    private static final String BATCH = "batch ";
    private static final String QUERY = "query ";
    private static final int PARTS = 3;

    private final WorkerRegistry workers;
    private final BoundedCalls bounded;

    public KnownProcessors(WorkerRegistry workers, BoundedCalls bounded) {
        this.workers = workers;
        this.bounded = bounded;
    }

    /**
     * Looks for the processors of a job and of those that follow it, as far as they are batches or slow queries, and for a Python where one
     * has an event handler of that.
     *
     * @throws InvalidJobException when no worker that lives has one of them, with those that there are
     */
    public void require(JobSpec job) throws InterruptedException {
        if (Stream.concat(Stream.of(job), job.chain().followers()).anyMatch(PythonWorkers::areNeededBy)) {
            List<Beat> alive = bounded.call(() -> workers.alive());
            Stream.concat(Stream.of(job), job.chain().followers())
                    .flatMap(one -> PythonWorkers.refusal(one, alive).stream()).findFirst().ifPresent(why -> {
                        throw new InvalidJobException(why);
                    });
        }
        List<BatchSpec> batches = Stream.concat(Stream.of(job), job.chain().followers()).map(JobSpec::work)
                .filter(BatchSpec.class::isInstance).map(BatchSpec.class::cast).toList();
        if (!batches.isEmpty()) {
            Map<String, List<String>> known = known();
            batches.forEach(batch -> require(batch, known));
        }
    }

    private static void require(BatchSpec batch, Map<String, List<String>> known) {
        String kind = batch.query() ? QUERY : BATCH;
        if (known.containsKey(kind + batch.processor())) {
            return;
        }
        String wanted = (batch.query() ? "slow query '" : "batch processor '") + batch.processor() + '\'';
        String others = known.keySet().stream().filter(one -> one.startsWith(kind))
                .map(one -> one.substring(kind.length()))
                .collect(Collectors.joining(", "));
        throw new InvalidJobException("there is no " + wanted + (known.isEmpty()
                ? ": no worker that lives has any processors; start a worker-batch"
                : others.isEmpty() ? ", and there are no others" : "; known are " + others));
    }

    public ProcessorList list() throws InterruptedException {
        return new ProcessorList(known().entrySet().stream().map(one -> view(one.getKey().split(" "), one.getValue()))
                .toList());
    }

    private static ProcessorView view(String[] parts, List<String> workers) {
        return new ProcessorView(parts[1], parts[2], parts[0], workers);
    }

    /** What is offered, and by which workers. */
    private Map<String, List<String>> known() throws InterruptedException {
        Map<String, List<String>> known = new TreeMap<>();
        for (Beat worker : bounded.call(() -> workers.alive())) {
            worker.offers().stream().filter(KnownProcessors::isProcessor)
                    .forEach(offer -> known.computeIfAbsent(offer, any -> new ArrayList<>()).add(worker.id()));
        }
        return known;
    }

    private static boolean isProcessor(String offer) {
        return (offer.startsWith(BATCH) || offer.startsWith(QUERY)) && offer.split(" ").length == PARTS;
    }
}
