package io.irodsingest.orchestrator.loops;

import io.irodsingest.common.broker.QueueRefusedException;
import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.JobStore.Creation.Blocked;
import io.irodsingest.common.state.JobStore.Creation.Created;
import io.irodsingest.common.state.JobStore.Creation.Exists;
import io.irodsingest.common.state.JobStore.Creation.NameTaken;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.orchestrator.lifecycle.JobCreator;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.orchestrator.lifecycle.ScheduledActions;
import io.irodsingest.orchestrator.loops.PerItem.Items;
import io.irodsingest.orchestrator.request.NewJobs;
import io.irodsingest.orchestrator.watch.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins what is to follow jobs that have ended. Each follow-up has an id that is made of the job's, so whoever begins it again, after one
 * who did not come to note it or at the same time as another orchestrator, finds that it was begun.
 */
public final class FollowUps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int AT_ONCE = 8;
    /** Somebody may be about to make a job, or to let it go on, that was entered later than so long ago. */
    private static final Duration YOUNG = Duration.ofMinutes(5);
    private static final long MICROS = 1_000;

    private final Monitor monitor;
    private final Ports ports;
    private final JobCreator creator;
    private final ScheduledActions schedules;
    private final EndedJobs ended;
    private final Loops loops = new Loops();
    private final PerItem<Job> steps = loops.perItem(Items.JOBS, "begin what follows", AT_ONCE, this::follow);

    public FollowUps(Monitor monitor, Ports ports, JobCreator creator, ScheduledActions schedules) {
        this.monitor = monitor;
        this.ports = ports;
        this.creator = creator;
        this.schedules = schedules;
        ended = new EndedJobs(ports.jobs());
    }

    public void start() {
        ended.wakes(loops.everyOrWoken(PERIOD, "begin what follows ended jobs", this::round));
    }

    private void round() throws InterruptedException {
        Set<String> told = ended.take();
        ClusterSnapshot cluster = monitor.cluster();
        Map<String, Long> followed = cluster.current().followed();
        // one that was seen a moment ago and had not ended has not, unless that was told since
        Set<String> going = cluster.jobs().stream().filter(job -> !job.state().isFinal()).map(Job::id)
                .filter(id -> !told.contains(id)).collect(Collectors.toSet());
        List<String> asked = followed.keySet().stream().filter(id -> !going.contains(id)).toList();
        Map<String, JobState> states = ports.jobs().states(asked);
        List<Job> over = new ArrayList<>();
        for (String id : asked) {
            JobState state = states.get(id);
            if (state == null) {
                forget(id, followed.get(id));
            } else if (state.isFinal()) {
                read(id).ifPresent(over::add);
            }
        }
        steps.round(over);
    }

    private void forget(String id, long stamp) throws InterruptedException {
        if (isOld(stamp)) {
            LOG.debug("job {} is not there, and nothing follows it", id);
            ports.chains().forget(id, stamp);
        }
    }

    private boolean isOld(long stamp) {
        return Instant.ofEpochMilli(stamp / MICROS).plus(YOUNG).isBefore(monitor.cluster().time().now());
    }

    /** One whose record cannot be read is left to an orchestrator of the version that has written it; the monitor tells of it. */
    private Optional<Job> read(String id) throws InterruptedException {
        try {
            return ports.jobs().byId(id);
        } catch (UnreadableRecordException foreign) {
            LOG.debug("what follows job {} is left to others: {}", id, foreign.getMessage());
            return Optional.empty();
        }
    }

    private void follow(Job job) throws InterruptedException {
        try {
            handOver(job);
        } catch (UnavailableException away) {
            // the monitor tells of it, once; the next round tries again
            LOG.debug("what follows job {} has to wait: {}", job.spec().name(), away.getMessage());
        }
    }

    private void handOver(Job job) throws UnavailableException, InterruptedException {
        Long stamp = monitor.cluster().current().followed().get(job.id());
        for (Map.Entry<On, FollowUp> one : job.spec().chain().followUps().entrySet()) {
            On on = one.getKey();
            if (on.isBegunBy(job) && !job.origin().chain().handedOver().containsKey(on)) {
                Optional<String> problem = begin(job, on, one.getValue());
                problem.ifPresent(reason -> LOG.warn("what was to follow job {} ({}) cannot be begun: {}",
                        job.spec().name(), on, reason));
                ports.chains().handedOver(job.id(), on, problem);
            }
        }
        if (stamp != null) {
            ports.chains().followed(job.id(), job.state(), stamp);
        }
    }

    /** @return why it cannot be begun */
    private Optional<String> begin(Job job, On on, FollowUp followUp)
            throws UnavailableException, InterruptedException {
        String id = NewJob.followUpId(job.id(), on);
        try {
            return switch (followUp) {
                case FollowUp.OfJob next -> {
                    NewJob wish = wish(id, next.spec(), on, ports.chains().followUpHandlers(job));
                    yield begin(wish, before -> wish.isFulfilledBy(before));
                }
                // what the schedule does may be another thing by now, which does not matter once it was begun
                case FollowUp.OfSchedule next ->
                    begin(schedules.job(next.name(), job.spec().grant(), id), before -> true);
            };
        } catch (InvalidJobException | QueueRefusedException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private static NewJob wish(String id, JobSpec spec, On on, Map<String, byte[]> handlers) {
        String path = NewJob.followUpPath("", on);
        return new NewJob(id, spec, NewJobs.course(spec), Optional.ofNullable(handlers.get(path)), Optional.empty(),
                Optional.empty(), NewJobs.predecessors(spec), below(path, handlers));
    }

    private Optional<String> begin(NewJob wish, Predicate<Job> isBegun)
            throws UnavailableException, InterruptedException {
        return switch (creator.create(wish)) {
            case Created made -> {
                creator.accepted(made.job());
                creator.publish(made);
                yield Optional.empty();
            }
            case Blocked waits -> {
                creator.accepted(waits.job());
                yield Optional.empty();
            }
            case Exists before -> Optional.of("its id " + wish.id() + " was used for another wish")
                    .filter(used -> !isBegun.test(before.job()));
            case NameTaken taken -> Optional.of("a job named '" + wish.spec().name() + "' exists and is "
                    + taken.holder().state());
        };
    }

    /** Those that are further down, by their paths from there. */
    private static Map<String, byte[]> below(String path, Map<String, byte[]> handlers) {
        Map<String, byte[]> below = new HashMap<>();
        String prefix = NewJob.followUpPath(path, On.SUCCESS).substring(0, path.length() + 1);
        handlers.forEach((other, content) -> {
            if (other.startsWith(prefix)) {
                below.put(other.substring(prefix.length()), content);
            }
        });
        return below;
    }

    @Override
    public void close() {
        loops.close();
        ended.close();
    }
}
