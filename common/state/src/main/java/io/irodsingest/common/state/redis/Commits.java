package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.Accounting.Committed;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.task.TaskMessage;
import java.util.List;
import java.util.stream.Stream;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/** What a task has come to is entered in the table, together with what is remembered of its entries. */
final class Commits {
    private final RedisCalls redis;
    private final Keys keys;
    private final Retention retention;

    Commits(RedisCalls redis, Keys keys, Retention retention) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
    }

    /** A call that is sent twice counts once and is answered alike. */
    Committed commit(CommitCall call) throws InterruptedException {
        CacheChanges changes = cacheOf(call.commit());
        return call.answer(redis.run(Script.COMMIT, RScript.ReturnType.LIST, call.keys(keys, changes),
                call.arguments(keys, retention, changes)));
    }

    /** As {@link io.irodsingest.common.state.Accounting#leave}. */
    boolean leave(Commit part) throws InterruptedException {
        TaskMessage task = part.task();
        CacheChanges changes = cacheOf(part);
        List<Object> arguments = Stream.of(
                List.<Object>of(retention.endedJobs().toMillis(), task.number(), task.nonce(),
                        Records.encode(CommitCall.amounts(part.counts())), Records.encode(changes.changes()),
                        Records.encode(CommitCall.Page.of(part.extras().pages()))),
                changes.values(), CommitCall.contents(part)).<Object>flatMap(List::stream).toList();
        List<Object> jobKeys = Stream.concat(Stream.<Object>of(keys.job(task.jobId()), keys.left(task.jobId())),
                changes.keys().stream()).toList();
        long counted = redis.run(Script.LEAVE, RScript.ReturnType.LONG, jobKeys, arguments);
        return counted == 1;
    }

    /** What is left to the script; a script of a cluster has the keys of one slot only, so there it is done before. */
    private CacheChanges cacheOf(Commit commit) throws InterruptedException {
        CacheChanges changes = CacheChanges.of(keys, commit.cache());
        if (!redis.isClustered() || changes.isEmpty()) {
            return changes;
        }
        if (mayRemember(commit.task())) {
            redis.inOrder(RedisSyncCache.steps(keys, commit.cache()));
        }
        return CacheChanges.NONE;
    }

    /** As {@code commit.lua} decides it. */
    private boolean mayRemember(TaskMessage task) throws InterruptedException {
        List<?> answers = redis.batch(batch -> {
            batch.getMap(keys.job(task.jobId()), StringCodec.INSTANCE).getAsync("state");
            batch.getMap(keys.tasks(task.jobId()), StringCodec.INSTANCE).getAsync(String.valueOf(task.number()));
        });
        return JobState.STOPPING.name().equals(answers.get(0))
                || answers.get(1) instanceof String entry && entry.startsWith(task.nonce() + ':');
    }
}
