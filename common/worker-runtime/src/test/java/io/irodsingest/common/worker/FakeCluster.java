package io.irodsingest.common.worker;

import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.state.Accounting.Begun;
import io.irodsingest.common.state.Accounting.Taken;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.broker.Broker.Subscription;
import io.irodsingest.common.broker.Delivery;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Job.Passes;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Origin;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.Accounting.Delayed;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.handlerapi.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The servers and the task table of a worker, in memory and without their delays; a test may have each of them fail. Thread-safe. */
final class FakeCluster {
    static final String QUEUE = "file";

    final Outages outages = new Outages(Clock.systemUTC());
    final TaskTable taskTable = new TaskTable();
    final Jobs jobs = new Jobs();
    final Messages messages = new Messages();
    final Workers workers = new Workers();
    final LocalQueue localQueue = new LocalQueue(List.of(QUEUE), List.of());

    /** What a test lets happen first in a call. */
    interface Fault {
        void strike() throws InterruptedException;
    }

    Worker.Uses uses() {
        return new Worker.Uses(Partial.of(Broker.class, messages), Partial.of(JobStore.class, jobs),
                Partial.of(Accounting.class, taskTable), Partial.of(SyncCache.class, new Object()),
                Partial.of(WorkerRegistry.class, workers), Partial.of(Irods.class, new NoIrods()), outages,
                Clock.systemUTC(), Map::of);
    }

    Worker worker(int threads, TaskHandlers handlers) {
        return new Worker(new WorkerOptions("test", List.of(QUEUE), threads, Duration.ofMillis(200)), uses(), handlers,
                JobPolicies.SPECIFIED);
    }

    /** What a worker's threads share, for a test of one of them. */
    WorkerParts parts(TaskHandlers handlers) {
        return parts(handlers, Meters.NONE);
    }

    WorkerParts parts(TaskHandlers handlers, Meters meters) {
        Worker.Uses uses = uses();
        return new WorkerParts(uses, new JobCache(uses.jobs(), JobPolicies.SPECIFIED, id -> {}, handlers::release),
                handlers, new JobHooks(uses.jobs(), uses.workers(), "own"),
                new ScanThrottle(uses.broker(), handlers, 1000),
                new Elsewhere(uses.workers(), "own"), new TakenAhead(localQueue), new TaskMeters(meters, handlers),
                new TaskProfile(Optional.empty()),
                Duration.ofMillis(500), Duration.ofMinutes(10));
    }

    static JobSpec spec(String name) {
        return new JobSpec(name, IngestSpec.of(new RawPath("/data"), "/z/target", Operation.REGISTER_SYNC));
    }

    /** An open task of a job, and its message. */
    FakeDelivery task(String job, long number) {
        return task(job, number, new IngestTask.FinishPass());
    }

    FakeDelivery task(String job, long number, Task work) {
        TaskMessage task = new TaskMessage(job, number, "nonce", work);
        taskTable.open.put(task.id(), task);
        jobs.states.putIfAbsent(job, JobState.RUNNING);
        return FakeDelivery.of(QUEUE, task);
    }

    /** The broker's part. */
    static final class Messages {
        final List<OutgoingMessage> published = new CopyOnWriteArrayList<>();
        final Map<String, String> buried = new ConcurrentHashMap<>();
        volatile Fault onPublish = () -> {};
        volatile Fault onBury = () -> {};
        final AtomicInteger asked = new AtomicInteger();
        volatile long ready;
        volatile boolean away;
        volatile int subscriptions;
        private volatile Consumer<Delivery> listener;

        void publish(List<OutgoingMessage> all) throws InterruptedException {
            onPublish.strike();
            published.addAll(all);
        }

        synchronized Subscription subscribe(String queue, int prefetch, Consumer<Delivery> to) {
            listener = to;
            subscriptions++;
            return this::unsubscribe;
        }

        private synchronized void unsubscribe() {
            subscriptions--;
        }

        void deadLetter(Delivery delivery, String reason) throws InterruptedException {
            onBury.strike();
            buried.put(delivery.messageId().orElseThrow(), reason);
            delivery.ack();
        }

        QueueDepth depth(String queue) throws UnavailableException {
            asked.incrementAndGet();
            if (away) {
                throw new UnavailableException(Dependency.BROKER, "localhost: connection refused", null);
            }
            return new QueueDepth(ready, 1);
        }

        void deliver(Delivery delivery) {
            listener.accept(delivery);
        }
    }

    /** The table of tasks, and what was counted. */
    static final class TaskTable {
        final Map<String, TaskMessage> open = new ConcurrentHashMap<>();
        final Map<String, Begun> begunElsewhere = new ConcurrentHashMap<>();
        final Map<String, String> failures = new ConcurrentHashMap<>();
        final Map<String, String> delayed = new ConcurrentHashMap<>();
        final Map<String, Integer> givenBack = new ConcurrentHashMap<>();
        final List<Commit> left = new CopyOnWriteArrayList<>();
        final List<Commit> commits = new CopyOnWriteArrayList<>();
        final List<Long> notedAsBegun = new CopyOnWriteArrayList<>();
        /** Of tasks that were taken by a call of its own. */
        final List<Long> takes = new CopyOnWriteArrayList<>();
        final List<TaskMessage> unpublished = new CopyOnWriteArrayList<>();
        final List<TaskMessage> notedAsPublished = new CopyOnWriteArrayList<>();
        final List<EntryFailure> kept = new CopyOnWriteArrayList<>();
        final List<String> notes = new CopyOnWriteArrayList<>();
        volatile Fault onCommit = () -> {};
        volatile Fault onLeave = () -> {};
        volatile Fault onFail = () -> {};
        volatile JobState state = JobState.RUNNING;
        /** What the job becomes by a commit. */
        volatile JobState after = JobState.RUNNING;
        volatile boolean takesWhatIsLeft = true;
        volatile Duration waiting = Duration.ZERO;

        Committed commit(Commit commit) throws InterruptedException {
            onCommit.strike();
            TaskMessage task = commit.task();
            if (!open.remove(task.id(), task)) {
                return new Committed(false, List.of(), Optional.empty(), Optional.of(state));
            }
            commits.add(commit);
            Optional<TaskMessage> rest = commit.remainder()
                    .map(left -> new TaskMessage(task.jobId(), task.number(), task.nonce() + "+", left));
            rest.ifPresent(left -> open.put(left.id(), left));
            return new Committed(true, commit.children().stream()
                    .map(child -> new TaskMessage(task.jobId(), task.number() + 1000, "child", child)).toList(), rest,
                    Optional.of(after), commit.extras().next().flatMap(next -> taken(next.delivered())));
        }

        void published(TaskMessage parent, List<TaskMessage> children) {
            notedAsPublished.addAll(children);
        }

        void noteBegun(TaskMessage delivered) {
            notedAsBegun.add(delivered.number());
        }

        Optional<Taken> take(TaskMessage delivered, boolean cameAgain, String worker, Optional<String> notAtIt) {
            if (notAtIt.isPresent()) {
                begunElsewhere.remove(delivered.id());
            }
            takes.add(delivered.number());
            return taken(delivered);
        }

        private Optional<Taken> taken(TaskMessage delivered) {
            return current(delivered)
                    .map(task -> new Taken(task, Optional.ofNullable(begunElsewhere.get(delivered.id()))));
        }

        Optional<TaskMessage> current(TaskMessage delivered) {
            return delayed.containsKey(delivered.id())
                    ? Optional.empty()
                    : Optional.ofNullable(open.get(delivered.id()));
        }

        List<TaskMessage> unpublished(TaskMessage parent) {
            return List.copyOf(unpublished);
        }

        Optional<JobState> fail(TaskMessage task, String reason) throws InterruptedException {
            onFail.strike();
            failures.put(task.jobId(), reason);
            return Optional.of(JobState.FAILED);
        }

        Optional<Delayed> delay(TaskMessage task, Duration delay, String reason) {
            TaskMessage later = new TaskMessage(task.jobId(), task.number(), task.nonce() + "d", task.task());
            if (!open.replace(task.id(), task, later)) {
                return Optional.empty();
            }
            delayed.put(task.id(), reason);
            return Optional.of(new Delayed(later, waiting, commits.isEmpty()));
        }

        OptionalInt giveBack(TaskMessage task, Duration first, int most, String reason) {
            if (!open.containsValue(task)) {
                return OptionalInt.empty();
            }
            int times = givenBack.merge(task.id(), 1, Integer::sum);
            if (times <= most) {
                delayed.put(task.id(), reason);
            }
            return OptionalInt.of(times);
        }

        boolean leave(Commit part) throws InterruptedException {
            onLeave.strike();
            left.add(part);
            return takesWhatIsLeft;
        }

        TaskMarks marks(TaskMessage task) {
            return new ServedTask.Notes();
        }

        long reserveDeletions(TaskMessage task, long wanted, long most) {
            return Math.min(wanted, most);
        }

        List<EntryFailure> failuresToRetry(String job, int limit) {
            return kept.stream().limit(limit).toList();
        }

        List<String> noted(String job, String note, int limit) {
            return notes.stream().limit(limit).toList();
        }

        long counted(Count count) {
            return commits.stream().map(Commit::counts).mapToLong((Counts counts) -> counts.of(count)).sum();
        }
    }

    /** The jobs' records. */
    static final class Jobs {
        final Map<String, JobState> states = new ConcurrentHashMap<>();
        volatile long resumes;
        volatile Fault onRead = () -> {};
        volatile Fault onStates = () -> {};
        private volatile Function<String, JobSpec> specs = FakeCluster::spec;
        private volatile byte[] jar = {};
        private final List<BiConsumer<String, JobState>> listeners = new CopyOnWriteArrayList<>();
        private final Map<String, String> claims = new HashMap<>();

        Optional<Job> byId(String id) throws InterruptedException {
            onRead.strike();
            return Optional.ofNullable(states.get(id))
                    .map(state -> new Job(id, specs.apply(id), state, Counts.NONE, 1, 1, 0, 0,
                            Origin.at(Instant.EPOCH),
                            new Passes(0, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty(),
                                    resumes, Optional.empty()),
                            Optional.empty(), Optional.empty()));
        }

        Map<String, JobState> states(Collection<String> ids) throws InterruptedException {
            onStates.strike();
            Map<String, JobState> known = new HashMap<>(states);
            known.keySet().retainAll(ids);
            return known;
        }

        AutoCloseable onChange(BiConsumer<String, JobState> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        int listeners() {
            return listeners.size();
        }

        synchronized String claimHook(String id, String hook, String known, String claim) {
            String key = id + ' ' + hook;
            if (claims.getOrDefault(key, "").equals(known)) {
                claims.put(key, claim);
            }
            return claims.getOrDefault(key, "");
        }

        /** Every job has this event handler, sealed for it. */
        void have(HandlerFile file, byte[] content, ClusterKey key) {
            jar = content.clone();
            specs = id -> new JobSpec(id, IngestSpec.of(new RawPath("/data"), "/z/target", Operation.REGISTER_SYNC)
                    .with(file.sealed(key, id)));
        }

        /** Every job is this one. */
        void doing(Function<String, JobSpec> other) {
            specs = other;
        }

        Optional<byte[]> handler(String id) {
            return Optional.of(jar);
        }

        void become(String id, JobState state) {
            states.put(id, state);
            listeners.forEach(listener -> listener.accept(id, state));
        }
    }

    /** The heartbeats. */
    static final class Workers {
        final List<Beat> others = new CopyOnWriteArrayList<>();
        final Map<String, Beat> beats = new LinkedHashMap<>();
        final AtomicInteger asked = new AtomicInteger();
        volatile boolean drained;

        synchronized void beat(Beat beat, Consumer<Boolean> drain) {
            beats.put(beat.id(), beat);
            drain.accept(drained);
        }

        synchronized void leave(String id) {
            beats.remove(id);
        }

        List<Beat> alive() {
            asked.incrementAndGet();
            return new ArrayList<>(others);
        }

        synchronized Optional<Beat> last() {
            return beats.values().stream().reduce((before, after) -> after);
        }

        /** Another worker that has a task in a thread. */
        void isAtWork(String job, long number) {
            lives("other", Map.of(job, List.of(number)));
        }

        /** Another worker that does nothing. */
        void lives(String id) {
            lives(id, Map.of());
        }

        private void lives(String id, Map<String, List<Long>> running) {
            others.add(new Beat(new Identity(id, "test", "host", 1, "1", Instant.now()), List.of(QUEUE), 1,
                    Instant.now(), WorkerRegistry.STANDARD_SILENCE, WorkerRegistry.Mode.ACTIVE, List.of(), Map.of(),
                    new Work(running, List.of(), Map.of(), Map.of(), Map.of())));
        }
    }

    /** Tasks of these tests need no iRODS. */
    static final class NoIrods {
        final List<Thread> aborted = new CopyOnWriteArrayList<>();

        void abort(Thread thread) {
            aborted.add(thread);
        }
    }
}
