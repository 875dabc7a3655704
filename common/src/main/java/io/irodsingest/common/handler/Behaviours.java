package io.irodsingest.common.handler;

import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The behaviours of the jobs that a worker works for; each is made once and dropped when its job has ended. Thread-safe. */
public final class Behaviours implements AutoCloseable {
    private final Contents contents;
    private final Map<String, Remembered<Behaviour>> byJob = new ConcurrentHashMap<>();

    /** Where the contents of event handlers are. */
    @FunctionalInterface
    public interface Contents {
        /** The file that a job came with; empty when it is not there any more. */
        Optional<byte[]> of(String jobId) throws InterruptedException;
    }

    public Behaviours(Contents contents) {
        this.contents = contents;
    }

    /** @throws HookFailedException when the job's event handler cannot be made; the job cannot be done then */
    public Behaviour of(String jobId, JobSpec spec) throws HookFailedException, InterruptedException {
        return byJob.computeIfAbsent(jobId, id -> new Remembered<>()).get(() -> load(jobId, spec));
    }

    /** Drops what a job had, when it has ended; what of it is running is interrupted. */
    public void forget(String jobId) {
        Remembered<Behaviour> dropped = byJob.remove(jobId);
        if (dropped != null) {
            dropped.value().ifPresent(Behaviours::close);
        }
    }

    /** Calls of event handlers that were given up and have not returned yet. */
    public int leftBehind() {
        return byJob.values().stream().flatMap(behaviour -> behaviour.value().stream())
                .mapToInt(behaviour -> behaviour instanceof HandledBehaviour handled ? handled.leftBehind() : 0).sum();
    }

    @Override
    public void close() {
        byJob.keySet().forEach(this::forget);
    }

    /**
     * Whether a job can go on with what its event handler says, before any entry is touched.
     *
     * @param root the source's root
     * @throws HookFailedException when it cannot: one line for the user
     */
    public static void check(Behaviour behaviour, Subject root) throws HookFailedException, InterruptedException {
        DeleteMode mode = behaviour.deleteMode();
        Operation operation = behaviour.operation(root);
        if (!mode.goesWith(operation)) {
            throw new HookFailedException("delete mode " + mode + " does not go with operation " + operation);
        }
        if (operation == Operation.REGISTER_AS_REPLICA_SYNC && behaviour.resource(root).isEmpty()) {
            throw new HookFailedException("operation REGISTER_AS_REPLICA_SYNC needs a resource for the replicas");
        }
        behaviour.asUser();
        behaviour.characterMap();
        behaviour.maxRetries();
        behaviour.timeout();
    }

    private Behaviour load(String jobId, JobSpec spec) throws HookFailedException, InterruptedException {
        if (spec.options().handler().isEmpty()) {
            return new SpecifiedBehaviour(spec);
        }
        HandlerFile file = spec.options().handler().get();
        byte[] content = contents.of(jobId).orElseThrow(() -> new HookFailedException(
                "event handler " + file.fileName() + " is not in Redis any more; start the job again"));
        return HandlerFiles.load(spec, file, content);
    }

    private static void close(Behaviour behaviour) {
        if (behaviour instanceof HandledBehaviour handled) {
            handled.close();
        }
    }
}
