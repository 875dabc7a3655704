package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.FollowUp;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobChain;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.JobChains;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.state.Retention;
import io.irodsingest.common.task.TaskMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;

/** Fields of jobs' records, and a set of the index. */
final class RedisJobChains implements JobChains {
    private final RedisCalls redis;
    private final Keys keys;
    private final Retention retention;
    private final JobIndex index;

    RedisJobChains(RedisCalls redis, Keys keys, Retention retention) {
        this.redis = redis;
        this.keys = keys;
        this.retention = retention;
        index = new JobIndex(redis, keys);
    }

    @Override
    public Optional<TaskMessage> met(String jobId, Collection<String> predecessors) throws InterruptedException {
        String nonce = Ids.nonce();
        List<Object> arguments = new ArrayList<>(List.of(jobId, keys.events(), nonce));
        arguments.addAll(predecessors);
        List<Object> answer = index.madeActive(jobId,
                () -> redis.run(Script.MET, RScript.ReturnType.LIST, keys.ofJob(jobId), arguments));
        return (long) answer.get(0) == 0 ? Optional.empty() : Optional.of(RedisJobStore.first(jobId, nonce, answer));
    }

    @Override
    public Map<String, byte[]> followUpHandlers(Job job) throws InterruptedException {
        Map<String, byte[]> contents = new HashMap<>();
        for (String path : paths("", job.spec().chain())) {
            byte[] content = redis.send(() -> redis.redisson().<byte[]>getBucket(keys.followUpHandler(job.id(), path),
                    ByteArrayCodec.INSTANCE).getAsync());
            if (content != null) {
                contents.put(path, content);
            }
        }
        return contents;
    }

    private static List<String> paths(String parent, JobChain chain) {
        List<String> paths = new ArrayList<>();
        chain.followUps().forEach((on, followUp) -> {
            String path = NewJob.followUpPath(parent, on);
            if (followUp instanceof FollowUp.OfJob next) {
                paths.add(path);
                paths.addAll(paths(path, next.spec().chain()));
            }
        });
        return paths;
    }

    @Override
    public void handedOver(String jobId, On on, Optional<String> problem) throws InterruptedException {
        redis.run(Script.HANDED_OVER, RScript.ReturnType.VALUE, List.of(keys.job(jobId)),
                List.of(on.name(), problem.orElse("")));
    }

    @Override
    public void followed(String jobId, JobState ended, long stamp) throws InterruptedException {
        long isEnded = redis.run(Script.FOLLOWED, RScript.ReturnType.LONG, keys.ofJob(jobId),
                List.of(ended.name(), retention.endedJobs().toMillis()));
        if (isEnded == 1) {
            index.unfollow(jobId, stamp);
        }
    }

    @Override
    public void forget(String jobId, long stamp) throws InterruptedException {
        index.unfollow(jobId, stamp);
    }
}
