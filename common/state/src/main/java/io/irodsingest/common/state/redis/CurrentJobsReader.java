package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.redis.JobIndex.Look;
import io.irodsingest.common.state.redis.JobIndex.Rest;
import io.irodsingest.common.state.redis.JobIndex.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the jobs that have not ended. The records of active ones are read each time, those of waiting ones when the index says
 * that one is new there. What is found to be at rest is put so in the index. Thread-safe.
 */
final class CurrentJobsReader {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentJobsReader.class);

    /** Every process looks more often: it sees the end of a job before the job is out of sight. */
    private static final Duration SEEN_BY_ALL = Duration.ofMinutes(1);
    private static final long MICROS = 1_000;

    private final JobIndex index;
    private final JobRecords records;
    private final Duration kept;
    /** What was told of records that cannot be read, by the job's id. */
    private final Map<String, String> unreadable = new ConcurrentSkipListMap<>();

    /** @param kept how long ended jobs are that do not say it */
    CurrentJobsReader(JobIndex index, JobRecords records, Duration kept) {
        this.index = index;
        this.records = records;
        this.kept = kept;
    }

    CurrentJobs read(CurrentJobs known) throws InterruptedException {
        Look look = index.look(known.version());
        List<Job> active = active(look);
        List<Job> waiting = look.rest().isPresent() ? waiting(look.rest().get(), known) : known.waiting();
        if (look.rest().isPresent()) {
            unreadable.keySet().removeIf(
                    id -> !look.active().containsKey(id) && !look.rest().get().waiting().containsKey(id));
        }
        active.addAll(outOfSight(known, look, waiting));
        return new CurrentJobs(look.now(), look.version(), active, waiting, List.copyOf(unreadable.values()),
                look.rest().map(Rest::sizes).orElse(known.atRest()),
                look.rest().map(rest -> Records.sums(rest.sums())).orElse(known.ended()),
                look.rest().map(Rest::followed).orElse(known.followed()));
    }

    private List<Job> active(Look look) throws InterruptedException {
        List<String> ids = List.copyOf(look.active().keySet());
        List<Map<String, String>> all = records.read(ids);
        List<Job> jobs = new ArrayList<>();
        List<Settled> settled = new ArrayList<>();
        Map<String, Long> gone = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            Map<String, String> fields = all.get(i);
            long stamp = look.active().get(id);
            readable(id, fields).ifPresent(jobs::add);
            if (fields.isEmpty()) {
                gone.put(id, stamp);
            } else if (stamp / MICROS <= look.now().minus(JobIndex.YOUNG).toEpochMilli()) {
                settled(id, stamp, fields, look.now()).ifPresent(settled::add);
            }
        }
        index.forget(gone);
        index.settle(settled);
        return jobs;
    }

    /** Empty for a job that is not at rest, or is so only since a moment ago. It need not be readable otherwise. */
    private Optional<Settled> settled(String id, long stamp, Map<String, String> fields, Instant now) {
        JobState state = Records.isJob(fields) ? Records.state(fields.get("state")) : JobState.QUEUED;
        try {
            long created = Long.parseLong(fields.get("created"));
            if (state == JobState.WAITING) {
                return Records.time(fields, "next").map(next -> new Settled(id, stamp, state, next.toEpochMilli(),
                        created, ""));
            }
            if (state == JobState.BLOCKED) {
                return Optional.of(new Settled(id, stamp, state, created, created, ""));
            }
            Instant ended = Records.time(fields, "ended").orElse(Instant.EPOCH);
            return state.isFinal() && ended.plus(SEEN_BY_ALL).isBefore(now)
                    ? Optional.of(new Settled(id, stamp, state, Records.endInTurn(fields, kept), created,
                            Records.figures(fields)))
                    : Optional.empty();
        } catch (NumberFormatException damaged) {
            LOG.debug("job {} stays among the active ones: {}", id, damaged.getMessage());
            return Optional.empty();
        }
    }

    /**
     * While a job waits its record stays as it is, or the job is entered among the active ones first: what is known of it is read
     * again only when it waits for another time.
     */
    private List<Job> waiting(Rest rest, CurrentJobs known) throws InterruptedException {
        Map<String, Job> jobs = new HashMap<>();
        known.waiting().stream().filter(
                job -> Optional.of(place(job)).equals(Optional.ofNullable(rest.waiting().get(job.id()))))
                .forEach(job -> jobs.put(job.id(), job));
        List<String> others = rest.waiting().keySet().stream().filter(id -> !jobs.containsKey(id)).toList();
        return Stream.concat(jobs.values().stream(), read(others).stream()).toList();
    }

    /** By what a job stands among those that wait. */
    private static long place(Job job) {
        return (job.state() == JobState.BLOCKED ? job.createdAt() : job.passes().next().orElse(Instant.EPOCH))
                .toEpochMilli();
    }

    /** Jobs whose end was not seen, as when Redis was away for longer than they were among the active ones after it. */
    private List<Job> outOfSight(CurrentJobs known, Look look, List<Job> waiting) throws InterruptedException {
        List<String> seen = waiting.stream().map(Job::id).toList();
        return read(Stream.concat(known.active().stream(), known.waiting().stream())
                .filter(job -> !job.state().isFinal()).map(Job::id)
                .filter(id -> !look.active().containsKey(id) && !seen.contains(id)).toList());
    }

    private List<Job> read(List<String> ids) throws InterruptedException {
        List<Map<String, String>> some = records.read(ids);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            readable(ids.get(i), some.get(i)).ifPresent(jobs::add);
        }
        return jobs;
    }

    /** Empty also for a record that cannot be read: that is told once, and remembered. */
    private Optional<Job> readable(String id, Map<String, String> fields) {
        try {
            Optional<Job> job = Records.job(id, fields);
            unreadable.remove(id);
            return job;
        } catch (UnreadableRecordException foreign) {
            if (unreadable.put(id, foreign.getMessage()) == null) {
                LOG.warn("a job is left to others: {}", foreign.getMessage());
            }
            return Optional.empty();
        }
    }
}
