package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.orchestrator.lifecycle.Publisher;
import io.irodsingest.orchestrator.loops.PerItem.Items;
import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets jobs that are BLOCKED begin when those that they wait for have ended as they want it, and fail when one has ended otherwise. Nothing
 * is asked for while none has ended. Both are a compare-and-set in the job, so any number of orchestrators may do this at once.
 */
public final class BlockedJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BlockedJobs.class);
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** Several that wait for the same job begin together. */
    private static final int AT_ONCE = 8;

    private final Monitor monitor;
    private final Ports ports;
    private final Publisher publisher;
    private final EndedJobs ended;
    private final Loops loops = new Loops();
    private final PerItem<Job> steps = loops.perItem(Items.JOBS, "let a blocked job begin", AT_ONCE, this::decide);

    public BlockedJobs(Monitor monitor, Ports ports, Publisher publisher) {
        this.monitor = monitor;
        this.ports = ports;
        this.publisher = publisher;
        ended = new EndedJobs(ports.jobs());
    }

    public void start() {
        ended.wakes(loops.everyOrWoken(PERIOD, "let blocked jobs begin", this::round));
    }

    private void round() throws InterruptedException {
        Set<String> told = ended.take();
        ClusterSnapshot cluster = monitor.cluster();
        List<Job> blocked = cluster.jobs().stream().filter(job -> job.state() == JobState.BLOCKED).toList();
        if (blocked.isEmpty()) {
            return;
        }
        // one that was seen a moment ago and had not ended has not, unless that was told since
        Set<String> going = cluster.jobs().stream().filter(job -> !job.state().isFinal()).map(Job::id)
                .filter(id -> !told.contains(id)).collect(Collectors.toSet());
        Set<String> asked = blocked.stream().flatMap(BlockedJobs::unmet).map(Predecessor::id)
                .filter(id -> !going.contains(id)).collect(Collectors.toSet());
        Map<String, JobState> states = ports.jobs().states(asked);
        steps.round(blocked.stream().filter(job -> unmet(job).anyMatch(
                other -> asked.contains(other.id()) && hasEnded(Optional.ofNullable(states.get(other.id())))))
                .toList());
    }

    /** Without its release, which comes from its user. */
    private static Stream<Predecessor> unmet(Job job) {
        return job.origin().chain().predecessors().stream().filter(other -> !other.met() && !other.isRelease());
    }

    /** A job whose record is forgotten has ended. */
    private static boolean hasEnded(Optional<JobState> state) {
        return state.map(JobState::isFinal).orElse(true);
    }

    private void decide(Job job) throws InterruptedException {
        List<Predecessor> others = unmet(job).toList();
        Map<String, JobState> states = ports.jobs().states(others.stream().map(Predecessor::id).toList());
        Set<String> met = new HashSet<>();
        for (Predecessor other : others) {
            Optional<JobState> state = Optional.ofNullable(states.get(other.id()));
            if (state.map(other::isMetBy).orElse(other.however())) {
                met.add(other.id());
            } else if (hasEnded(state)) {
                fail(job, other.label() + ", which must end well before this job begins, "
                        + state.map(end -> "ended " + end).orElse("is forgotten, and nobody knows how it ended"));
                return;
            }
        }
        if (!met.isEmpty()) {
            begin(job, met);
        }
    }

    private void fail(Job job, String reason) throws InterruptedException {
        Optional<JobState> state = ports.jobs().change(job.id(), Set.of(JobState.BLOCKED), JobState.FAILED,
                Optional.of(reason));
        if (state.isPresent() && state.get() == JobState.FAILED) {
            LOG.info("job {} does not begin: {}", job.spec().name(), reason);
        }
    }

    private void begin(Job job, Set<String> met) throws InterruptedException {
        Optional<TaskMessage> first = ports.chains().met(job.id(), met);
        if (first.isPresent()) {
            LOG.info("job {} begins, for the jobs that it has waited for have ended", job.spec().name());
            publisher.registered(job, List.of(first.get()));
        }
    }

    @Override
    public void close() {
        loops.close();
        ended.close();
    }
}
