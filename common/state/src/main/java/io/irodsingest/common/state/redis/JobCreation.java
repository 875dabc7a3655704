package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.Ids;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.JobSpecCodec;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.common.task.FinalStep;
import io.irodsingest.common.task.JobCourse;
import io.irodsingest.common.task.TaskMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

    /** A final step as the record has it; the commit script reads it. */
    private record Step(String name, String task, Optional<String> ifNoted) {
        static Step of(FinalStep step) {
            return new Step(step.name(), step.task().json(), step.ifNoted());
        }
    }

    private final RedisCalls redis;
    private final Keys keys;
    private final JobIndex index;

    JobCreation(RedisCalls redis, Keys keys, JobIndex index) {
        this.redis = redis;
        this.keys = keys;
        this.index = index;
    }

    Creation create(NewJob wish) throws InterruptedException {
        String id = wish.id();
        if (wish.spec().chain().hasPredecessors() && wish.predecessors().isEmpty()) {
            throw new IllegalArgumentException("nobody has looked for the jobs that job " + id + " comes after");
        }
        while (true) {
            Optional<Job> made = Records.job(id, RedisJobStore.fields(redis, keys, id));
            if (made.isPresent()) {
                return new Creation.Exists(made.get());
            }
            if (!wish.spec().chain().followUps().isEmpty()) {
                index.follow(id);
            }
            keepHandlers(wish);
            String created = redis.run(Script.DRAFT, RScript.ReturnType.VALUE, List.of(keys.job(id)),
                    List.of(JobSpecCodec.encode(wish.spec()), DRAFT.toMillis()));
            Optional<Job> holder = claim(wish.spec().name(), id, created);
            if (holder.isPresent()) {
                return new Creation.NameTaken(holder.get());
            }
            Optional<Creation> done = confirm(wish);
            if (!wish.spec().chain().followUps().isEmpty()) {
                index.follow(id);
            }
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    /** A job that somebody makes at the same time of the same wish keeps its own. */
    private void keepHandlers(NewJob wish) throws InterruptedException {
        Map<String, byte[]> contents = new TreeMap<>();
        wish.handler().ifPresent(content -> contents.put(keys.handler(wish.id()), content));
        wish.followUpHandlers()
                .forEach((path, content) -> contents.put(keys.followUpHandler(wish.id(), path), content));
        for (Map.Entry<String, byte[]> one : contents.entrySet()) {
            redis.send(() -> redis.redisson().getBucket(one.getKey(), ByteArrayCodec.INSTANCE)
                    .setIfAbsentAsync(one.getValue(), DRAFT));
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
     * Makes the draft a job.
     *
     * @return empty when the draft is gone: it took too long
     */
    private Optional<Creation> confirm(NewJob wish) throws InterruptedException {
        String id = wish.id();
        JobCourse course = wish.course();
        TaskMessage first = new TaskMessage(id, 1, Ids.nonce(), course.first());
        long confirmed = redis.run(Script.CONFIRM, RScript.ReturnType.LONG, keys.ofJob(id), List.of(id, keys.events(),
                first.nonce(), course.first().json(), Records.encode(fields(wish))));
        if (confirmed == 0) {
            return Optional.empty();
        }
        return Records.job(id, RedisJobStore.fields(redis, keys, id))
                .map(job -> wish.predecessors().isEmpty()
                        ? new Creation.Created(job, first)
                        : new Creation.Blocked(job));
    }

    /** What the record has besides what every job's has. */
    private static Map<String, String> fields(NewJob wish) {
        JobSpec spec = wish.spec();
        JobCourse course = wish.course();
        Map<String, String> fields = new TreeMap<>();
        fields.put("first", course.first().json());
        fields.put("retry", course.retry().json());
        fields.put("steps", Records.encode(course.steps().stream().map(Step::of).toList()));
        fields.put("lanes", spec.work().lanes().stream().map(Lane::name).collect(Collectors.joining(" ")));
        spec.options().interval().ifPresent(interval -> fields.put("interval", String.valueOf(interval.toMillis())));
        spec.options().limits().parallelTasks().ifPresent(most -> fields.put("parallel", String.valueOf(most)));
        spec.options().timing().keepFor()
                .ifPresent(time -> fields.put(Records.KEEP_FOR, String.valueOf(time.toMillis())));
        if (!wish.predecessors().isEmpty()) {
            fields.put(Records.AFTER, Records.encode(wish.predecessors()));
        }
        if (!spec.chain().followUps().isEmpty()) {
            fields.put(Records.FOLLOW_UPS,
                    spec.chain().followUps().keySet().stream().map(On::name).collect(Collectors.joining(" ")));
        }
        if (!wish.followUpHandlers().isEmpty()) {
            fields.put(Records.FOLLOW_UP_HANDLERS, String.join(" ", new TreeSet<>(wish.followUpHandlers().keySet())));
        }
        wish.plannedAt().ifPresent(time -> fields.put(Records.PLANNED_AT, String.valueOf(time.toEpochMilli())));
        wish.runOf().ifPresent(run -> {
            fields.put(Records.RUN_OF, run.name());
            fields.put(Records.RUN, String.valueOf(run.run()));
        });
        return fields;
    }
}
