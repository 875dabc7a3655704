package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.Ids;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.handlerapi.DeleteMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RScript;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Makes jobs. The content of an event handler comes first, and expires as a draft does. The names are in another slot than the job, so it takes three steps, each of which can be repeated: a draft of
 * the record, which expires by itself; the name, by compare-and-set, with which the job is entered in the index; the draft becomes a job. Whoever dies in between leaves a
 * name held by a draft, and with the draft's end the name is free. A draft that expired before its last step is never made
 * anew, so a name that was taken over meanwhile is not used twice.
 */
final class JobCreation {
    private static final Duration DRAFT = Duration.ofMinutes(1);

    private final RedisCalls redis;
    private final Keys keys;

    JobCreation(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    Creation create(String id, JobSpec spec, Optional<byte[]> handler) throws InterruptedException {
        while (true) {
            Optional<Job> made = Records.job(id, RedisJobStore.fields(redis, keys, id));
            if (made.isPresent()) {
                return new Creation.Exists(made.get());
            }
            if (handler.isPresent()) {
                // a job that somebody makes at the same time of the same wish keeps its own
                redis.send(() -> redis.redisson().getBucket(keys.handler(id), ByteArrayCodec.INSTANCE)
                        .setIfAbsentAsync(handler.get(), DRAFT));
            }
            String created = redis.run(Script.DRAFT, RScript.ReturnType.VALUE, List.of(keys.job(id)),
                    List.of(Records.encode(spec), DRAFT.toMillis()));
            Optional<Job> holder = claim(spec.name(), id, created);
            if (holder.isPresent()) {
                return new Creation.NameTaken(holder.get());
            }
            Optional<Creation> done = confirm(id, spec);
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    /** @return who has the name already; empty when we have it */
    Optional<Job> claim(String name, String id, String created) throws InterruptedException {
        String expected = "";
        while (true) {
            String holder = redis.run(Script.CLAIM, RScript.ReturnType.VALUE, keys.ofIndex(),
                    List.of(name, id, expected, created));
            if (holder.equals(id)) {
                return Optional.empty();
            }
            Optional<Job> job = Records.jobOrDraft(holder, RedisJobStore.fields(redis, keys, holder));
            if (job.isPresent() && !job.get().state().isFinal()) {
                return job;
            }
            expected = holder;
        }
    }

    /**
     * Says also what a pass goes on with when its tasks are done: only what an event handler or a delete mode may need.
     *
     * @return empty when the draft is gone: it took too long
     */
    private Optional<Creation> confirm(String id, JobSpec spec) throws InterruptedException {
        TaskMessage first = new TaskMessage(id, 1, Ids.nonce(), new Task.StartPass());
        boolean handled = spec.options().handler().isPresent();
        boolean deletes = handled || spec.deleteMode() != DeleteMode.DO_NOT_DELETE;
        long confirmed = redis.run(Script.CONFIRM, RScript.ReturnType.LONG, keys.ofJob(id),
                List.of(id, keys.events(), first.nonce(), TaskCodec.encodeTask(first.task()),
                        spec.options().interval().map(Duration::toMillis).orElse(0L),
                        deletes ? TaskCodec.encodeTask(Task.RemoveCollections.NOTED) : "",
                        handled ? TaskCodec.encodeTask(new Task.FinishPass()) : "",
                        spec.options().limits().parallelTasks().orElse(0)));
        if (confirmed == 0) {
            return Optional.empty();
        }
        return Records.job(id, RedisJobStore.fields(redis, keys, id))
                .map(job -> new Creation.Created(job, first));
    }
}
