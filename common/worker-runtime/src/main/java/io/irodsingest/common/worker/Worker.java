package io.irodsingest.common.worker;

import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.state.SyncCache;
import io.irodsingest.common.state.WorkerRegistry;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.state.WorkerRegistry.Identity;
import io.irodsingest.common.state.WorkerRegistry.Work;
import io.irodsingest.common.state.WorkerRegistry.Mode;
import io.irodsingest.common.trace.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker: takes tasks from its queues and brings each to its end, on a fixed number of threads. It begins when it is started
 * and ends when it is closed; what it uses is not closed by it.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** What a task takes to end when it is interrupted, as a rule. */
    private static final Duration LET_GO = Duration.ofMillis(100);
    private static final Duration LET_GO_LIMIT = Duration.ofSeconds(5);
    /** Longer than a hiccup of a store, and shorter than others would notice. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** Before what could not be worked on is tried a second time. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** What a worker is made of. Figures are counters that its beats carry, by name. */
    public record Uses(Broker broker, JobStore jobs, Accounting accounting, SyncCache cache, WorkerRegistry workers,
            Irods irods, Outages outages, Clock clock, Supplier<Map<String, Long>> figures,
            Optional<ClusterKey> key, Tracing tracing, PythonOptions python) {

        /** Without a key: no job can have secrets, or code of its own; and without a tracing tool. */
        public Uses(Broker broker, JobStore jobs, Accounting accounting, SyncCache cache, WorkerRegistry workers,
                Irods irods, Outages outages, Clock clock, Supplier<Map<String, Long>> figures) {
            this(broker, jobs, accounting, cache, workers, irods, outages, clock, figures, Optional.empty(),
                    Tracing.NONE, PythonOptions.USUAL);
        }

        /** The same with the key of the cluster. */
        public Uses with(Optional<ClusterKey> ofCluster) {
            return new Uses(broker, jobs, accounting, cache, workers, irods, outages, clock, figures, ofCluster,
                    tracing, python);
        }

        /** The same with spans of its tasks. */
        public Uses with(Tracing ofProcess) {
            return new Uses(broker, jobs, accounting, cache, workers, irods, outages, clock, figures, key, ofProcess,
                    python);
        }

        /** The same with another way to run event handlers of Python. */
        public Uses with(PythonOptions ofHandlers) {
            return new Uses(broker, jobs, accounting, cache, workers, irods, outages, clock, figures, key, tracing,
                    ofHandlers);
        }

        /** The usual parts, whose traffic is counted. */
        public static Uses of(RedisState state, Broker broker, Irods irods, Outages outages) {
            return new Uses(broker, state.jobs(), state.accounting(), state.cache(), state.workers(), irods, outages,
                    Clock.systemUTC(), () -> Figures.of(state, broker, irods));
        }
    }

    private final WorkerOptions options;
    private final Uses uses;
    private final String id;
    private final Identity identity;
    private final LocalQueue localQueue;
    private final Running running;
    private final JobCache jobCache;
    private final List<HandlerResources> resources;
    private final TaskThreads threads;
    private final List<AutoCloseable> subscriptions = new ArrayList<>();
    private final ScheduledExecutorService timer;
    private AutoCloseable changes;
    private volatile boolean draining;
    private boolean closed;

    public Worker(WorkerOptions options, Uses uses, TaskHandlers handlers) {
        this(options, uses, handlers, new HandlerPolicies(uses.jobs(), uses.key(), uses.python()));
    }

    /** One that measures what it does. */
    public Worker(WorkerOptions options, Uses uses, TaskHandlers handlers, Meters meters) {
        this(options, uses, handlers, new HandlerPolicies(uses.jobs(), uses.key(), uses.python()), meters);
    }

    /** With another idea of what jobs do. */
    public Worker(WorkerOptions options, Uses uses, TaskHandlers handlers, JobPolicies policies) {
        this(options, uses, handlers, policies, Meters.NONE);
    }

    private Worker(WorkerOptions options, Uses uses, TaskHandlers handlers, JobPolicies policies, Meters meters) {
        this.options = options;
        this.uses = uses;
        this.identity = ProcessIdentity.of(options.kind(), uses.clock().instant());
        this.id = identity.id();
        this.localQueue = new LocalQueue(options.queues(), options.frontQueues());
        this.timer = timer(id);
        this.running = new Running(uses.irods(), uses.outages(), timer, uses.clock());
        this.jobCache = new JobCache(uses.jobs(), policies, this::interrupt, handlers::release);
        this.resources = Stream.concat(handlers.resources().stream(), Stream.of(new PythonOffer(uses.python())))
                .toList();
        TaskMeters taskMeters = new TaskMeters(meters, handlers);
        taskMeters.watch(options.threads(), running, localQueue, handlers.scans());
        WorkerParts parts = new WorkerParts(uses, jobCache, handlers, new JobHooks(uses.jobs(), uses.workers(), id),
                new ScanThrottle(uses.broker(), handlers, options.deepQueue()), new Elsewhere(uses.workers(), id),
                new TakenAhead(localQueue), taskMeters, new TaskProfile(options.profiles()), PATIENCE,
                options.sourcePatience());
        Mishaps mishaps = new Mishaps(uses.broker(), uses.accounting(), uses.outages(), taskMeters, FIRST_PAUSE);
        Deliveries deliveries = new Deliveries(parts, running, mishaps);
        this.threads = new TaskThreads(options.threads(),
                number -> new TaskThread(localQueue, number == 0, deliveries, mishaps, running), taskMeters);
    }

    /** Most limits of tasks are taken back long before their time, and must not pile up. */
    private static ScheduledExecutorService timer(String name) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(3,
                Thread.ofPlatform().daemon().name(name + "-timer-", 0).factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    public String id() {
        return id;
    }

    /** Begins to take tasks; servers may still be away then. Without effect when it was closed before. */
    public synchronized void start() {
        if (closed) {
            return;
        }
        threads.start();
        subscribe();
        listen();
        timer.scheduleWithFixedDelay(this::poll, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::lookAfterThreads, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(this::beat, 0, options.beat().toMillis(), TimeUnit.MILLISECONDS);
        LOG.info("{} takes tasks from {} on {} threads", id, options.queues(), options.threads());
    }

    /** Without it the worker hears of changes by its polls, a second later. */
    private void listen() {
        try {
            changes = uses.jobs().onChange(jobCache::note);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private void subscribe() {
        Stream.concat(options.frontQueues().stream(), options.queues().stream()).forEach(queue -> subscriptions
                .add(uses.broker().subscribe(queue, options.prefetch(), localQueue::offer)));
    }

    /** Takes no more tasks, or takes them again; running ones go on. */
    private synchronized void drain(boolean wanted) {
        if (closed || wanted == draining) {
            return;
        }
        draining = wanted;
        if (wanted) {
            LOG.info("{} is drained: it takes no more tasks", id);
            closeAll(subscriptions);
            subscriptions.clear();
            localQueue.suspend();
        } else {
            LOG.info("{} takes tasks again", id);
            localQueue.resume();
            subscribe();
        }
        timer.execute(this::beat);
    }

    /** Takes no more tasks, lets running ones end within the drain limit and interrupts those that do not. */
    @Override
    public synchronized void close() {
        closed = true;
        closeAll(subscriptions);
        closeAll(changes == null ? List.of() : List.of(changes));
        threads.ending();
        localQueue.close();
        if (!join(options.drain())) {
            LOG.warn("{} tasks did not end within {} s and go back to their queues", running.count(),
                    options.drain().toSeconds());
            running.interruptAll();
            threads.interrupt();
            if (!join(LET_GO_LIMIT)) {
                LOG.error("{} tasks do not end, though they were interrupted", running.count());
            }
        }
        timer.shutdownNow();
        jobCache.close();
        closeAll(resources);
        uses.workers().leave(id);
    }

    private boolean join(Duration limit) {
        try {
            return threads.join(Instant.now().plus(limit));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void lookAfterThreads() {
        try {
            threads.look();
            running.lookForHanging();
        } catch (RuntimeException | Error defect) {
            LOG.error("the threads of the worker could not be looked after", defect);
        }
    }

    /** What is the matter with its threads, one line for each; empty when all is well. */
    public List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        int missing = threads.missing();
        if (missing > 0) {
            troubles.add(missing + " of " + options.threads() + " threads died and are not replaced yet");
        }
        running.hanging().forEach(hanging -> troubles.add(hanging.describe()));
        return troubles;
    }

    private void poll() {
        try {
            jobCache.poll();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error defect) {
            LOG.error("states of jobs could not be read", defect);
        }
    }

    /** Tells at once that the job's tasks are let go, for a stop waits for that. */
    private void interrupt(String jobId) {
        running.interrupt(jobId);
        timer.schedule(this::beat, LET_GO.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            uses.workers().beat(newBeat(), wanted -> timer.execute(() -> drain(wanted)));
        } catch (RuntimeException | Error defect) {
            LOG.error("the worker cannot say that it lives", defect);
        }
    }

    private Beat newBeat() {
        List<String> waitingFor = new ArrayList<>(troubles());
        uses.outages().current().forEach(outage -> waitingFor.add(outage.describe()));
        resources.forEach(shared -> waitingFor.addAll(shared.troubles()));
        Map<String, List<Long>> atWork = running.byJob();
        // read second: a task that moves from one to the other meanwhile is in one of them
        Map<String, List<Long>> waiting = localQueue.heldWithout(atWork);
        return new Beat(identity, options.queues(), options.threads(), uses.clock().instant(), options.silence(),
                mode(), waitingFor, uses.figures().get(),
                new Work(atWork, running.activities(), waiting, localQueue.taken(), localQueue.reached()),
                resources.stream().flatMap(shared -> shared.offers().stream()).toList());
    }

    private Mode mode() {
        return !draining ? Mode.ACTIVE : running.count() > 0 ? Mode.DRAINING : Mode.DRAINED;
    }

    private static void closeAll(List<? extends AutoCloseable> all) {
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception notClosed) {
                LOG.warn("{} could not be ended: {}", one.getClass().getSimpleName(), notClosed.toString());
            }
        }
    }
}
