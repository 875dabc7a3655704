package io.irodsingest.common.job;

import io.irodsingest.common.trace.TraceParent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a user asked for. Written once to Redis, read once per worker and job; it never travels in a task. Immutable.
 *
 * @param name unique among the jobs that have not ended
 * @param work what is to be done
 * @param options how it is to be done, whatever the work is
 * @param traceParent the trace that whoever asked for the job belongs to, as in a {@code traceparent} header
 * @param grant what whoever asked for the job may have; null stands for an unknown one
 * @param chain which jobs it comes after, and what comes after it; null stands for none
 */
public record JobSpec(String name, Work work, JobOptions options, Optional<String> traceParent, Grant grant,
        JobChain chain) {

    /** @throws InvalidJobException when the name is not usable */
    public JobSpec {
        Objects.requireNonNull(work, "work");
        options = Objects.requireNonNullElse(options, JobOptions.NONE);
        grant = Objects.requireNonNullElse(grant, Grant.UNKNOWN);
        chain = Objects.requireNonNullElse(chain, JobChain.NONE);
        JobRules.checkName(name);
    }

    /** A job of which nobody knows who asked for it, and that belongs to no trace of somebody else. */
    public JobSpec(String name, Work work, JobOptions options) {
        this(name, work, options, Optional.empty(), Grant.UNKNOWN, JobChain.NONE);
    }

    /** The same without options. */
    public JobSpec(String name, Work work) {
        this(name, work, JobOptions.NONE);
    }

    /** The same job with other work. */
    public JobSpec doing(Work other) {
        return new JobSpec(name, other, options, traceParent, grant, chain);
    }

    /** The same job as part of a trace, and with it the jobs that follow it. */
    public JobSpec tracedBelow(TraceParent parent) {
        return new JobSpec(name, work, options, Optional.of(parent.toString()), grant,
                chain.withFollowers(next -> next.tracedBelow(parent)));
    }

    /** The same job as one of somebody's, and with it the jobs that follow it. */
    public JobSpec grantedTo(Grant owner) {
        return new JobSpec(name, work, options, traceParent, owner, chain.withFollowers(next -> next.grantedTo(owner)));
    }

    /** The same job in a chain. */
    public JobSpec in(JobChain other) {
        return new JobSpec(name, work, options, traceParent, grant, other);
    }

    /** Whether somebody asks for the same; seals are different each time, and traces do not matter. */
    public boolean isSameWish(JobSpec other) {
        return comparable().equals(other.comparable()) && chain.isSameWish(other.chain);
    }

    private JobSpec comparable() {
        return new JobSpec(name, work.comparable(), options, Optional.empty(), grant, JobChain.NONE);
    }

    /** The trace of the job's tasks: that of who asked for it, or one that is made of the job's id. */
    public TraceParent trace(String jobId) {
        return traceParent.flatMap(TraceParent::parse).orElseGet(() -> TraceParent.of(jobId));
    }

    /** The queue of a lane for this job; of a job at the front, the companion of the one that it would have otherwise. */
    public String queue(Lane lane) {
        String own = options.queues().get(lane);
        String queue = own == null ? work.queue(lane) : own;
        return options.timing().atFront() ? FrontQueue.of(queue) : queue;
    }

    /** What the job's first line in a log says; no secrets are in a specification. */
    public Map<String, String> describe() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("name", name);
        said.putAll(work.describe());
        options.asUser().ifPresent(user -> said.put("as_user", user.name() + '#' + user.zone()));
        options.profile().ifPresent(file -> said.put("profile", file));
        said.putAll(options.timing().describe());
        return said;
    }
}
