package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.Accounting;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.state.TaskMarks;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** Task tables by scripts; what they hold is described in {@code shared.lua} and {@link Keys}. */
final class RedisAccounting implements Accounting {
    /** A script of so many takes a millisecond or two, in which Redis does nothing else. */
    private static final int MESSAGES_AT_ONCE = 100;
    private static final int LOOKED_AT_AT_ONCE = 200;
    private static final int STRAYS_AT_ONCE = 100;

    private final RedisCalls redis;
    private final Keys keys;
    private final Retention retention;
    private final Commits commits;
    private final KeptFailures keptFailures;

    RedisAccounting(RedisCalls redis, Keys keys, Retention retention) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
        this.commits = new Commits(redis, keys, retention);
        keptFailures = new KeptFailures(redis, keys);
    }

    @Override
    public Committed commit(Commit commit) throws InterruptedException {
        return commit(new CommitCall(commit, Ids.nonce()));
    }

    /** As {@link Commits#commit}. */
    Committed commit(CommitCall call) throws InterruptedException {
        return commits.commit(call);
    }

    @Override
    public void published(TaskMessage parent, List<TaskMessage> children) {
        String id = parent.jobId();
        List<Object> jobKeys = List.of(keys.job(id), keys.tasks(id), keys.pending(id));
        int from = 0;
        do {
            List<Object> arguments = new ArrayList<>(List.of(parent.number(), parent.nonce()));
            List<TaskMessage> some = children.subList(from, Math.min(children.size(), from + MESSAGES_AT_ONCE));
            some.forEach(child -> arguments.addAll(List.of(lane(child), child.number())));
            redis.runAside(Script.PUBLISHED, jobKeys, arguments);
            from += MESSAGES_AT_ONCE;
        } while (from < children.size());
    }

    private static String lane(TaskMessage task) {
        return task.task().lane().name();
    }

    @Override
    public Optional<TaskMessage> current(TaskMessage delivered) throws InterruptedException {
        String id = delivered.jobId();
        List<?> answers = redis.batch(batch -> {
            batch.getMap(keys.job(id), StringCodec.INSTANCE).getAsync("state");
            batch.getMap(keys.tasks(id), StringCodec.INSTANCE).getAsync(String.valueOf(delivered.number()));
            batch.getScoredSortedSet(keys.delayed(id), StringCodec.INSTANCE)
                    .getScoreAsync(String.valueOf(delivered.number()));
        });
        if (!(answers.get(0) instanceof String state) || !Records.state(state).isActive()
                || !(answers.get(1) instanceof String entry) || answers.get(2) != null) {
            return Optional.empty();
        }
        return Messages.ofEntry(id, delivered.number(), entry);
    }

    @Override
    public Optional<Taken> take(TaskMessage delivered, boolean cameAgain, String worker, Optional<String> notAtIt)
            throws InterruptedException {
        String id = delivered.jobId();
        List<Object> answer = redis.run(Script.TAKE, RScript.ReturnType.LIST,
                List.of(keys.job(id), keys.tasks(id), keys.delayed(id)),
                List.of(delivered.number(), delivered.nonce(), cameAgain ? 1 : 0, worker, notAtIt.orElse("")));
        return answer.isEmpty() ? Optional.empty() : Messages.taken(delivered, answer);
    }

    @Override
    public List<TaskMessage> unpublished(TaskMessage parent) throws InterruptedException {
        String id = parent.jobId();
        return Messages.of(id, redis.run(Script.UNPUBLISHED, RScript.ReturnType.LIST,
                List.of(keys.tasks(id), keys.pending(id)), List.of(parent.number(), parent.nonce())));
    }

    @Override
    public List<TaskMessage> unpublishedFor(String jobId, Duration atLeast) throws InterruptedException {
        List<Object> jobKeys = List.of(keys.job(jobId), keys.tasks(jobId), keys.pending(jobId), keys.unsent(jobId));
        List<Object> answer;
        do {
            answer = redis.run(Script.PENDING, RScript.ReturnType.LIST, jobKeys,
                    List.of(atLeast.toMillis(), MESSAGES_AT_ONCE, LOOKED_AT_AT_ONCE));
        } while (answer.size() == 1 && (long) answer.getFirst() == 1);
        return Messages.of(jobId, answer.subList(1, answer.size()));
    }

    @Override
    public void republished(String jobId, Collection<TaskMessage> messages) throws InterruptedException {
        List<TaskMessage> all = List.copyOf(messages);
        for (int from = 0; from < all.size(); from += MESSAGES_AT_ONCE) {
            List<Object> arguments = new ArrayList<>();
            all.subList(from, Math.min(all.size(), from + MESSAGES_AT_ONCE))
                    .forEach(task -> arguments.addAll(List.of(lane(task), task.number(), task.nonce())));
            redis.run(Script.REPUBLISHED, RScript.ReturnType.VALUE,
                    List.of(keys.job(jobId), keys.tasks(jobId), keys.unsent(jobId)), arguments);
        }
    }

    @Override
    public void inHand(String jobId, Set<Long> numbers) throws InterruptedException {
        List<Long> all = List.copyOf(numbers);
        for (int from = 0; from < all.size(); from += MESSAGES_AT_ONCE) {
            redis.run(Script.IN_HAND, RScript.ReturnType.VALUE, List.of(keys.job(jobId)),
                    all.subList(from, Math.min(all.size(), from + MESSAGES_AT_ONCE)));
        }
    }

    @Override
    public int lost(String jobId, Lane lane, Instant before, Set<Long> inHand, int most)
            throws InterruptedException {
        int count = 0;
        int passed = 0;
        boolean isActive = true;
        List<Long> page;
        do {
            page = handedBefore(jobId, lane, before, passed);
            List<Long> missing = page.stream().filter(number -> !inHand.contains(number)).limit(most - count).toList();
            if (!missing.isEmpty()) {
                long moved = redis.run(Script.LOST, RScript.ReturnType.LONG,
                        List.of(keys.job(jobId), keys.tasks(jobId), keys.delayed(jobId), keys.unsent(jobId),
                                keys.handed(jobId, lane)),
                        Stream.concat(Stream.of(before.toEpochMilli(), JobStore.RESUMED_AGE.toMillis()),
                                missing.stream()).toList());
                isActive = moved >= 0;
                count += Math.toIntExact(Math.max(0, moved));
            }
            // what was lost stands there no more
            passed += Math.toIntExact(page.stream().filter(inHand::contains).count());
        } while (isActive && count < most && page.size() == MESSAGES_AT_ONCE);
        return count;
    }

    private List<Long> handedBefore(String jobId, Lane lane, Instant before, int offset)
            throws InterruptedException {
        return redis.send(() -> redis.redisson()
                .<String>getScoredSortedSet(keys.handed(jobId, lane), StringCodec.INSTANCE)
                .valueRangeAsync(Double.NEGATIVE_INFINITY, true, before.toEpochMilli(), true, offset,
                        MESSAGES_AT_ONCE))
                .stream().map(Long::valueOf).toList();
    }

    @Override
    public int adoptStrays(String jobId) throws InterruptedException {
        List<TaskMessage> strays = Messages.of(jobId, redis.run(Script.STRAYS, RScript.ReturnType.LIST,
                List.of(keys.job(jobId), keys.tasks(jobId), keys.delayed(jobId), keys.unsent(jobId)),
                List.of(STRAYS_AT_ONCE)));
        republished(jobId, strays);
        return strays.size();
    }

    @Override
    public void noteBegun(TaskMessage delivered) throws InterruptedException {
        String id = delivered.jobId();
        redis.run(Script.BEGUN, RScript.ReturnType.VALUE, List.of(keys.job(id), keys.tasks(id)),
                List.of(delivered.number()));
    }

    @Override
    public List<TaskMessage> due(String jobId) throws InterruptedException {
        return due(jobId, Ids.nonce());
    }

    /** @param id of this call: one that is sent twice counts once and is answered alike */
    List<TaskMessage> due(String jobId, String id) throws InterruptedException {
        return Messages.of(jobId, redis.run(Script.DUE, RScript.ReturnType.LIST,
                List.of(keys.job(jobId), keys.tasks(jobId), keys.delayed(jobId), keys.unsent(jobId)),
                List.of(id, MESSAGES_AT_ONCE)));
    }

    @Override
    public Optional<Delayed> delay(TaskMessage task, Duration delay, String reason) throws InterruptedException {
        return delay(task, delay, reason, Ids.nonce());
    }

    /** @param id of this call: one that is sent twice counts once and is answered alike */
    Optional<Delayed> delay(TaskMessage task, Duration delay, String reason, String id) throws InterruptedException {
        List<Object> answer = redis.run(Script.DELAY, RScript.ReturnType.LIST, keys.ofJob(task.jobId()),
                List.of(task.number(), task.nonce(), id, delay.toMillis(), reason));
        if ((long) answer.get(0) == 0) {
            return Optional.empty();
        }
        long since = Long.parseLong((String) answer.get(2));
        long now = Long.parseLong((String) answer.get(3));
        return Optional
                .of(new Delayed(new TaskMessage(task.jobId(), task.number(), (String) answer.get(4), task.task(), true),
                        Duration.ofMillis(now - since), JobState.valueOf((String) answer.get(1)) == JobState.QUEUED));
    }

    @Override
    public OptionalInt giveBack(TaskMessage task, Duration first, int most, String reason)
            throws InterruptedException {
        long times = redis.run(Script.GIVE_BACK, RScript.ReturnType.LONG, keys.ofJob(task.jobId()),
                List.of(task.number(), task.nonce(), Ids.nonce(), first.toMillis(), most, reason));
        return times == 0 ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(times));
    }

    @Override
    public boolean leave(Commit part) throws InterruptedException {
        return commits.leave(part);
    }

    @Override
    public List<EntryFailure> failures(String jobId, int offset, int limit) throws InterruptedException {
        return keptFailures.read(jobId, offset, limit);
    }

    @Override
    public List<EntryFailure> failuresToRetry(String jobId, int limit) throws InterruptedException {
        return keptFailures.toRetry(jobId, limit);
    }

    @Override
    public Optional<JobState> fail(TaskMessage task, String reason) throws InterruptedException {
        String state = redis.run(Script.FAIL, RScript.ReturnType.VALUE, keys.ofJob(task.jobId()), List.of(task.jobId(),
                keys.events(), retention.endedJobs().toMillis(), task.number(), task.nonce(), reason));
        return Optional.ofNullable(state).map(Records::state);
    }

    @Override
    public long reserveDeletions(TaskMessage task, long wanted, long most) throws InterruptedException {
        return redis.run(Script.RESERVE, RScript.ReturnType.LONG, List.of(keys.deletions(task.jobId())),
                List.of(task.number() + ":" + task.origin(), wanted, most));
    }

    @Override
    public List<String> noted(String jobId, String note, int limit) throws InterruptedException {
        List<String> members = members(keys.note(jobId, note), limit);
        Optional<String> old = members.isEmpty() ? OldRecords.note(keys, jobId, note) : Optional.empty();
        return old.isEmpty() ? members : members(old.get(), limit);
    }

    private List<String> members(String key, int limit) throws InterruptedException {
        return List.copyOf(redis.send(() -> redis.redisson().<String>getScoredSortedSet(key, StringCodec.INSTANCE)
                .valueRangeReversedAsync(0, limit - 1)));
    }

    @Override
    public TaskMarks marks(TaskMessage task) {
        return new RedisTaskMarks(redis, keys, task);
    }
}
