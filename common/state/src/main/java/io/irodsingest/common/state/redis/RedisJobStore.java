package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobPage;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobEvent;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.TaskMessage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.codec.StringCodec;

/** Jobs as one Redis hash each, a hash of names and an index. */
final class RedisJobStore implements JobStore {
    /** How long what a probe wrote is kept. */
    private static final Duration PROBE = Duration.ofMinutes(1);
    /** Where Redis begins to go over a table, and where it has ended. */
    private static final String START = "0";
    /** A script of so many takes a millisecond or two. */
    private static final int TASKS_A_STEP = 100;

    private final RedisCalls redis;
    private final Keys keys;
    private final Retention retention;
    private final JobCreation creation;
    private final JobIndex index;
    private final CurrentJobsReader current;
    private final JobPages pages;
    private final JobIndexUpkeep upkeep;

    RedisJobStore(RedisCalls redis, Keys keys, Retention retention) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
        index = new JobIndex(redis, keys);
        creation = new JobCreation(redis, keys, index);
        JobRecords records = new JobRecords(redis, keys);
        current = new CurrentJobsReader(index, records, retention.endedJobs());
        pages = new JobPages(index, records, keys);
        upkeep = new JobIndexUpkeep(index, records, retention.endedJobs());
    }

    @Override
    public Creation create(NewJob wish) throws InterruptedException {
        return creation.create(wish);
    }

    @Override
    public Optional<byte[]> handler(String jobId) throws InterruptedException {
        return Optional.ofNullable(redis.send(() -> redis.redisson()
                .<byte[]>getBucket(keys.handler(jobId), ByteArrayCodec.INSTANCE).getAsync()));
    }

    @Override
    public Optional<Job> byId(String jobId) throws InterruptedException {
        return Records.job(jobId, fields(redis, keys, jobId));
    }

    @Override
    public Optional<Job> byName(String name) throws InterruptedException {
        String id = redis.send(() -> redis.redisson().<String, String>getMap(keys.names(), StringCodec.INSTANCE)
                .getAsync(name));
        return id == null ? Optional.empty() : byId(id);
    }

    @Override
    public List<JobEvent> history(String jobId, int offset, int limit) throws InterruptedException {
        // from the end: -1 is the newest
        List<String> events = redis.send(() -> redis.redisson()
                .<String>getList(keys.history(jobId), StringCodec.INSTANCE)
                .rangeAsync(-offset - limit, -offset - 1));
        return events.reversed().stream().map(Records::event).flatMap(Optional::stream).toList();
    }

    @Override
    public CurrentJobs current(CurrentJobs known) throws InterruptedException {
        return current.read(known);
    }

    @Override
    public JobPage page(JobQuery query) throws InterruptedException {
        return pages.page(query);
    }

    @Override
    public boolean keepIndex() throws InterruptedException {
        return upkeep.step();
    }

    @Override
    public void probe() throws InterruptedException {
        redis.send(() -> redis.redisson().<String>getBucket(keys.probe(), StringCodec.INSTANCE).setAsync("", PROBE));
    }

    @Override
    public Map<String, JobState> states(Collection<String> jobIds) throws InterruptedException {
        if (jobIds.isEmpty()) {
            return Map.of();
        }
        List<String> ids = List.copyOf(jobIds);
        List<?> answers = redis.batch(
                batch -> ids.forEach(id -> batch.getMap(keys.job(id), StringCodec.INSTANCE).getAsync("state")));
        Map<String, JobState> states = HashMap.newHashMap(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            if (answers.get(i) instanceof String state) {
                states.put(ids.get(i), Records.state(state));
            }
        }
        return states;
    }

    @Override
    public Optional<JobState> change(String jobId, JobState next, Optional<String> error)
            throws InterruptedException {
        return change(jobId, EnumSet.allOf(JobState.class), next, error);
    }

    @Override
    public Optional<JobState> change(String jobId, Set<JobState> from, JobState next, Optional<String> error)
            throws InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of(jobId, keys.events(), retention.endedJobs().toMillis(),
                next.name(), next.keepsTasks() ? 1 : 0, next.isFinal() ? 1 : 0, error.orElse("")));
        statesBefore(next).filter(from::contains).map(JobState::name).forEach(arguments::add);
        return index.madeActive(jobId, () -> changed(Script.CHANGE, jobId, arguments));
    }

    /** The states from which another one is allowed. */
    private static Stream<JobState> statesBefore(JobState next) {
        return Arrays.stream(JobState.values()).filter(state -> state.mayBecome(next));
    }

    /** Runs a script that answers with a state. */
    private Optional<JobState> changed(Script script, String jobId, List<Object> arguments)
            throws InterruptedException {
        String state = redis.run(script, RScript.ReturnType.VALUE, keys.ofJob(jobId), arguments);
        return Optional.ofNullable(state).map(Records::state);
    }

    @Override
    public Optional<JobState> expire(Job job) throws InterruptedException {
        Optional<Duration> limit = job.spec().options().timing().startWithin();
        if (limit.isEmpty()) {
            return Optional.of(job.state());
        }
        List<Object> arguments = new ArrayList<>(List.of(job.id(), keys.events(), retention.endedJobs().toMillis(),
                limit.get().toMillis(), "no worker began it within " + seconds(limit.get())
                        + " of its start, as start_within asks; it was "));
        statesBefore(JobState.EXPIRED).map(JobState::name).forEach(arguments::add);
        // one that waits for other jobs is at rest in the index
        return index.madeActive(job.id(), () -> changed(Script.EXPIRE, job.id(), arguments));
    }

    @Override
    public Optional<JobState> stopOverdue(Job job) throws InterruptedException {
        Optional<Duration> limit = job.spec().options().timing().deadline();
        return limit.isEmpty()
                ? Optional.of(job.state())
                : changed(Script.OVERDUE, job.id(), List.of(job.id(), keys.events(), limit.get().toMillis(),
                        "stopped, for it took longer than its deadline of " + seconds(limit.get())));
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    @Override
    public Optional<TaskMessage> beginPass(String jobId) throws InterruptedException {
        String nonce = Ids.nonce();
        List<Object> answer = index.madeActive(jobId, () -> redis.run(Script.BEGIN, RScript.ReturnType.LIST,
                keys.ofJob(jobId), List.of(jobId, keys.events(), nonce, OldRecords.FIRST.json())));
        return (long) answer.get(0) == 0 ? Optional.empty() : Optional.of(first(jobId, nonce, answer));
    }

    /** @param answer number and task */
    static TaskMessage first(String jobId, String nonce, List<Object> answer) {
        return Messages.of(jobId, List.of(String.valueOf(answer.get(0)), nonce, "", answer.get(1))).getFirst();
    }

    @Override
    public Retry retry(Job job) throws InterruptedException {
        Optional<Job> holder = creation.claim(job.spec().name(), job.id(),
                String.valueOf(job.createdAt().toEpochMilli()));
        if (holder.isPresent() && !holder.get().id().equals(job.id())) {
            return new Retry.NameTaken(holder.get());
        }
        boolean followed = !job.spec().chain().followUps().isEmpty();
        if (followed) {
            index.follow(job.id());
        }
        String nonce = Ids.nonce();
        List<Object> answer = index.madeActive(job.id(), () -> redis.run(Script.RETRY, RScript.ReturnType.LIST,
                keys.ofJob(job.id()),
                List.of(job.id(), keys.events(), nonce, OldRecords.RETRY.json(),
                        OldRecords.FIRST.json(),
                        job.spec().work().whole().map(RawPath::encoded).orElse(""))));
        if (followed) {
            index.follow(job.id());
        }
        if ((long) answer.get(0) == 0) {
            return new Retry.NothingToRetry();
        }
        return new Retry.Begun(first(job.id(), nonce, answer));
    }

    @Override
    public Optional<JobState> resume(String jobId, Set<Long> running) throws InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of(Ids.nonce(), START, TASKS_A_STEP, RESUMED_AGE.toMillis()));
        arguments.addAll(running);
        String place = START;
        do {
            arguments.set(1, place);
            place = redis.run(Script.RENEW, RScript.ReturnType.VALUE, keys.ofJob(jobId), arguments);
        } while (!place.equals(START));
        return changed(Script.RESUME, jobId, List.of(jobId, keys.events()));
    }

    @Override
    public String claimHook(String jobId, String hook, String known, String claim) throws InterruptedException {
        return redis.run(Script.HOOK, RScript.ReturnType.VALUE, List.of(keys.job(jobId)), List.of(hook, known, claim));
    }

    @Override
    public Duration claimRate(String jobId, String what, long amount, long perSecond) throws InterruptedException {
        long millis = redis.run(Script.PACE, RScript.ReturnType.LONG, List.of(keys.pace(jobId, what)),
                List.of(amount, perSecond));
        return Duration.ofMillis(millis);
    }

    @Override
    public AutoCloseable onChange(BiConsumer<String, JobState> listener) {
        return JobEvents.listen(redis, keys, listener);
    }

    static Map<String, String> fields(RedisCalls redis, Keys keys, String jobId) throws InterruptedException {
        return redis.send(() -> redis.redisson().<String, String>getMap(keys.job(jobId), StringCodec.INSTANCE)
                .readAllMapAsync());
    }
}
