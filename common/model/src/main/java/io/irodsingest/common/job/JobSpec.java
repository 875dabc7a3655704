package io.irodsingest.common.job;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user asked for. Written once to Redis, read once per worker and job; it never travels in a task. Immutable.
 *
 * @param name unique among the jobs that have not ended
 * @param source absolute path of a directory that the workers see, or {@code /BUCKET/PREFIX} of an S3 source
 * @param target absolute logical path of a collection, without a trailing slash, never {@code /}
 * @param operation what an event handler does not say otherwise
 * @param deleteMode what an event handler does not say otherwise
 * @param resource where replicas go: the root of a resource tree; empty leaves it to the server
 * @param filesPerTask how many files at most one task handles; at least 1
 * @param ignoreCache treat every entry as one that was never synced
 * @param traceParent the trace that whoever asked for the job belongs to, as in a {@code traceparent} header
 * @param grant what whoever asked for the job may have; null stands for an unknown one
 */
public record JobSpec(String name, RawPath source, String target, Operation operation, DeleteMode deleteMode,
        Optional<String> resource, int filesPerTask, boolean ignoreCache, JobOptions options,
        Optional<String> traceParent, Grant grant) {

    public static final int DEFAULT_FILES_PER_TASK = 50;

    // those of an ingest, which is all that a specification describes as yet
    private static final List<Lane> OF_SOURCE = List.of(new Lane("restart"), new Lane("path"), new Lane("file"));
    private static final Lane DELETE = new Lane("delete");

    public JobSpec {
        deleteMode = Objects.requireNonNullElse(deleteMode, DeleteMode.DO_NOT_DELETE);
        options = Objects.requireNonNullElse(options, JobOptions.NONE);
        traceParent = Objects.requireNonNullElse(traceParent, Optional.empty());
        grant = Objects.requireNonNullElse(grant, Grant.UNKNOWN);
        JobRules.check(name, source, target, filesPerTask);
        if (options.s3().isPresent()) {
            JobRules.checkBucket(source, options.exclusions());
        }
        if (options.handler().isEmpty()) {
            // an event handler may say otherwise to each of them; what it says is checked when the job begins
            JobRules.check(operation, deleteMode, resource);
        }
    }

    /** A job of which nobody knows who asked for it, and that belongs to no trace of somebody else. */
    public JobSpec(String name, RawPath source, String target, Operation operation, DeleteMode deleteMode,
            Optional<String> resource, int filesPerTask, boolean ignoreCache, JobOptions options) {
        this(name, source, target, operation, deleteMode, resource, filesPerTask, ignoreCache, options,
                Optional.empty(), Grant.UNKNOWN);
    }

    /** A job that deletes nothing and has no options. */
    public static JobSpec plain(String name, RawPath source, String target, Operation operation,
            Optional<String> resource, int filesPerTask, boolean ignoreCache) {
        return new JobSpec(name, source, target, operation, DeleteMode.DO_NOT_DELETE, resource, filesPerTask,
                ignoreCache,
                JobOptions.NONE);
    }

    /** The same job as part of a trace. */
    public JobSpec tracedBelow(TraceParent parent) {
        return new JobSpec(name, source, target, operation, deleteMode, resource, filesPerTask, ignoreCache, options,
                Optional.of(parent.toString()), grant);
    }

    /** The same job as one of somebody's. */
    public JobSpec grantedTo(Grant owner) {
        return new JobSpec(name, source, target, operation, deleteMode, resource, filesPerTask, ignoreCache, options,
                traceParent, owner);
    }

    /** Whether somebody asks for the same; seals are different each time, and traces do not matter. */
    public boolean isSameWish(JobSpec other) {
        return comparable().equals(other.comparable());
    }

    private JobSpec comparable() {
        return new JobSpec(name, source, target, operation, deleteMode, resource, filesPerTask, ignoreCache,
                options.withoutSeals(), Optional.empty(), grant);
    }

    /** The trace of the job's tasks: that of who asked for it, or one that is made of the job's id. */
    public TraceParent trace(String jobId) {
        return traceParent.flatMap(TraceParent::parse).orElseGet(() -> TraceParent.of(jobId));
    }

    /** Whether the source is in a bucket. */
    public boolean isS3() {
        return options.s3().isPresent();
    }

    /** What the job's S3 key pair is sealed for; only for an S3 source. */
    public String keyPairPurpose() {
        S3Options s3 = options.s3().orElseThrow();
        return S3Options.keyPairPurpose(name, source, target,
                S3Options.store(s3.endpointDomain(), s3.insecureConnection(), s3.proxyUrl()));
    }

    /** The queue of a lane for this job. */
    public String queue(Lane lane) {
        return options.queues().getOrDefault(lane, isS3() && !lane.equals(DELETE) ? "s3-" + lane.name() : lane.name());
    }

    /** The lanes that tasks of this job may take; an event handler may wish for deletions, a check finds what is left over. */
    public List<Lane> lanes() {
        return deleteMode == DeleteMode.DO_NOT_DELETE && options.handler().isEmpty() && options.mode() != Mode.CHECK
                ? OF_SOURCE
                : Stream.concat(OF_SOURCE.stream(), Stream.of(DELETE)).toList();
    }

    /** The zone of the target. */
    public String zone() {
        int end = target.indexOf('/', 1);
        return end < 0 ? target.substring(1) : target.substring(1, end);
    }

    /** What the job's first line in a log says; no secrets are in a specification. */
    public Map<String, String> describe() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("name", name);
        said.put("source", source.encoded());
        said.put("target", target);
        said.put("operation", operation.name());
        if (deleteMode != DeleteMode.DO_NOT_DELETE) {
            said.put("delete_mode", deleteMode.name());
        }
        if (options.mode() != Mode.APPLY) {
            said.put("mode", options.mode().name());
        }
        options.asUser().ifPresent(user -> said.put("as_user", user.name() + '#' + user.zone()));
        resource.ifPresent(root -> said.put("resource", root));
        options.handler().ifPresent(handler -> said.put("event_handler",
                handler.fileName() + " (" + handler.form() + ", SHA-256 " + handler.digest() + ')'));
        options.s3().ifPresent(s3 -> said.put("s3", s3.describe()));
        options.profile().ifPresent(file -> said.put("profile", file));
        return said;
    }
}
