package io.irodsingest.orchestrator.loops;

import io.irodsingest.orchestrator.watch.WaitReasons;
import io.irodsingest.orchestrator.watch.RedisTime;
import io.irodsingest.orchestrator.watch.Reachability;
import io.irodsingest.orchestrator.watch.Throughput;
import io.irodsingest.orchestrator.watch.QueueRates;
import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.HealthView.Status;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.broker.Broker.QueueDepth;
import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.WorkerRegistry.Beat;
import io.irodsingest.common.task.KindOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at Redis and the broker every second, so that health and metrics are told without waiting for them. Thread-safe. */
public final class Monitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PROBE_PERIOD = Duration.ofSeconds(2);

    private final Ports ports;
    private final Reachability redis;
    private final Reachability broker;
    private final Loops loops = new Loops();
    private final AtomicLong stateLooks = new AtomicLong();
    private final AtomicReference<ClusterSnapshot> cluster = new AtomicReference<>(ClusterSnapshot.UNSEEN);
    private final QueueRates rates;
    private final Throughput throughput = new Throughput();
    private final Object looked = new Object();
    /** Who tells that writes are refused. */
    private final Object probe = new Object();
    private long looks;

    public Monitor(Ports ports, Clock clock) {
        this.rates = new QueueRates(clock);
        this.ports = ports;
        this.redis = new Reachability(Dependency.REDIS, ports.outages(), clock);
        this.broker = new Reachability(Dependency.BROKER, ports.outages(), clock);
    }

    public void start() {
        loops.every(PERIOD, "look at Redis", this::lookAtState);
        loops.every(PERIOD, "look at the broker", this::lookAtBroker);
        loops.every(PROBE_PERIOD, "see whether Redis takes writes", this::probeState);
        loops.every(PROBE_PERIOD, "see whether the broker takes messages", () -> ports.broker().probe());
    }

    public ClusterSnapshot cluster() {
        return cluster.get();
    }

    public Throughput throughput() {
        return throughput;
    }

    public QueueRates rates() {
        return rates;
    }

    /**
     * WaitReasons for a look at the cluster, not longer than that.
     *
     * @param seen the number of the look that the caller knows; 0 at first
     * @return the number of the latest look
     */
    public long awaitLook(long seen, Duration most) throws InterruptedException {
        long limit = System.nanoTime() + most.toNanos();
        synchronized (looked) {
            while (looks == seen) {
                long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                looked.wait(left);
            }
            return looks;
        }
    }

    /**
     * How often Redis was looked at. What is seen two looks after this number was told has certainly happened after that: the look
     * that ends next may have begun before.
     */
    public long stateLooks() {
        return stateLooks.get();
    }

    private void note(UnaryOperator<ClusterSnapshot> change) {
        rates.note(cluster.updateAndGet(change));
        synchronized (looked) {
            looks++;
            looked.notifyAll();
        }
    }

    public List<String> waitsOf(Job job) {
        return job.state().isFinal() ? List.of() : WaitReasons.of(job, ports.outages().current(), cluster().workers());
    }

    public HealthView health() {
        Map<String, HealthView.Dependency> dependencies = new LinkedHashMap<>();
        dependencies.put("redis", redis.view());
        dependencies.put("rabbitmq", broker.view());
        List<Beat> workers = cluster().workers();
        List<String> waitReasons = new ArrayList<>(WaitReasons.merged(Stream.concat(
                ports.outages().current().stream().filter(outage -> !outage.address().isEmpty())
                        .map(Outages.Outage::describe),
                WaitReasons.ofWorkers(workers).stream())));
        waitReasons.addAll(cluster().current().unreadable());
        boolean down = dependencies.values().stream().anyMatch(dependency -> !dependency.up());
        Status status = down ? Status.DOWN : workers.isEmpty() || !waitReasons.isEmpty() ? Status.WAITING : Status.UP;
        return new HealthView(status, dependencies, workers.size(), waitReasons);
    }

    private void lookAtState() throws InterruptedException {
        try {
            List<Beat> workers = ports.workers().alive();
            CurrentJobs jobs = ports.jobs().current(cluster().current());
            RedisTime time = new RedisTime(jobs.now(), System.nanoTime());
            long letters = ports.deadLetters().count();
            redis.answered();
            ports.outages().over(Dependency.REDIS, redis);
            note(seen -> seen.withState(time, jobs, workers, letters));
            throughput.note(cluster());
            stateLooks.incrementAndGet();
        } catch (RedisRefusedException refused) {
            ports.outages().begun(Dependency.REDIS, redis, refused.getMessage());
        }
    }

    /** WaitReasons here for what Redis does not write at present, so that the wait is seen for as long as it lasts. */
    private void probeState() throws InterruptedException {
        try {
            ports.jobs().probe();
            ports.outages().over(Dependency.REDIS, probe);
        } catch (RedisRefusedException refused) {
            ports.outages().begun(Dependency.REDIS, probe, refused.getMessage());
        }
    }

    private void lookAtBroker() throws InterruptedException {
        try {
            long begun = System.nanoTime();
            Map<String, QueueDepth> depths = new LinkedHashMap<>();
            for (String queue : queues()) {
                depth(queue).ifPresent(depth -> depths.put(queue, depth));
            }
            broker.answered();
            ports.outages().over(Dependency.BROKER, broker);
            note(seen -> seen.withQueues(depths, begun));
        } catch (UnavailableException away) {
            ports.outages().begun(away.dependency(), broker, away.getMessage());
        }
    }

    /** Empty for a queue that the broker refuses, which is the trouble of the jobs that want it. */
    private Optional<QueueDepth> depth(String queue) throws UnavailableException, InterruptedException {
        try {
            return Optional.of(ports.broker().depth(queue));
        } catch (QueueRefusedException refused) {
            LOG.debug("queue {} cannot be looked at: {}", queue, refused.getMessage());
            return Optional.empty();
        }
    }

    private Set<String> queues() {
        Set<String> queues = new TreeSet<>(Set.of(Broker.DEAD_LETTER_QUEUE));
        KindOfWork.all().stream().flatMap(kind -> kind.tasks().keySet().stream()).map(Lane::name).forEach(queues::add);
        cluster().jobs().stream().filter(job -> !job.state().isFinal()).map(Job::spec)
                .flatMap(spec -> spec.work().lanes().stream().map(spec::queue)).forEach(queues::add);
        return queues;
    }

    @Override
    public void close() {
        loops.close();
    }
}
