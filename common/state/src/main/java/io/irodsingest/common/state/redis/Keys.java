package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.task.TaskMessage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of everything in Redis. Keys that one script touches share a hash tag, in braces, so that a Redis Cluster has
 * them in one slot.
 */
record Keys(String prefix) {
    private static final int SHORT_NUMBER = 36;

    /** Job names to ids of the job that has the name. */
    String names() {
        return prefix + "{jobs}:names";
    }

    /** Sorted by time of creation: "id name". */
    String list() {
        return prefix + "{jobs}:list";
    }

    /** "name", a line feed, time of creation in 15 digits, a space, "id": sorted by that. */
    String named() {
        return prefix + "{jobs}:named";
    }

    /** Ids of jobs that may do something at any moment, sorted by when they were entered last, in microseconds. */
    String active() {
        return prefix + "{jobs}:active";
    }

    /** Ids of jobs whose follow-ups are not dealt with, sorted by when they were entered last, in microseconds. */
    String followed() {
        return prefix + "{jobs}:followed";
    }

    /** "id name" of jobs at rest in this state, sorted by time of creation. */
    String inState(JobState state) {
        return prefix + "{jobs}:in:" + state;
    }

    /** The index of jobs, in the order in which the scripts expect it. */
    List<Object> ofIndex() {
        String jobs = prefix + "{jobs}:";
        return Stream.<Object>concat(
                Stream.of(names(), list(), jobs + "ids", named(), active(), jobs + "waiting", jobs + "ended",
                        jobs + "figures",
                        jobs + "sums", jobs + "version", followed()),
                JobIndex.AT_REST.stream().map(this::inState)).toList();
    }

    /** Channel of "id STATE". */
    String events() {
        return prefix + "states";
    }

    /** What is written to see whether Redis takes writes. */
    String probe() {
        return prefix + "{jobs}:probe";
    }

    String job(String id) {
        return prefix + "job:{" + id + '}';
    }

    /** Numbers to open tasks. */
    String tasks(String id) {
        return job(id) + ":tasks";
    }

    /** Numbers of parents to ranges of tasks whose publishing was not reported. */
    String pending(String id) {
        return job(id) + ":pending";
    }

    /** Paths that failed, sorted by time. */
    String failureOrder(String id) {
        return job(id) + ":failed";
    }

    /** Paths that failed, to what happened. */
    String failures(String id) {
        return job(id) + ":errors";
    }

    /** Numbers of tasks that are not to be published yet, sorted by the time when they are due. */
    String delayed(String id) {
        return job(id) + ":delayed";
    }

    /** What a kind of work notes of a job, sorted by a score of its own; the scripts know it too. */
    String note(String id, String name) {
        return job(id) + ":note:" + name;
    }

    /** "number:origin" of tasks to how much they may delete, and {@code sum}. */
    String deletions(String id) {
        return job(id) + ":deletions";
    }

    /** Numbers of tasks that an orchestrator is to publish, sorted by the time since when. */
    String unsent(String id) {
        return job(id) + ":unsent";
    }

    /**
     * Numbers of open tasks of a lane that were published, sorted by the time when, or when a worker was last seen to have them; the
     * scripts know it too.
     */
    String handed(String id, Lane lane) {
        return job(id) + ":handed:" + lane.name();
    }

    /** The latest commits that left nothing behind, the newest first. */
    String recentCommits(String id) {
        return job(id) + ":recent";
    }

    /** The content of a job's event handler, as it was sent; the scripts know it too. */
    String handler(String id) {
        return job(id) + ":handler";
    }

    /** The content of the event handler of a job that follows this one; the scripts know it too. */
    String followUpHandler(String id, String path) {
        return handler(id) + ':' + path;
    }

    /** What a task notes of its entries' hooks. */
    String marks(TaskMessage task) {
        return job(task.jobId()) + ":marks:" + task.number() + ':' + task.origin();
    }

    /** "number:nonce" of tasks that were interrupted by the job's stop, and have told what they had done. */
    String left(String id) {
        return job(id) + ":left";
    }

    /** All of a job, in the order in which the scripts expect them. */
    List<Object> ofJob(String id) {
        return List.of(job(id), tasks(id), pending(id), failureOrder(id), failures(id), delayed(id), deletions(id),
                unsent(id), recentCommits(id));
    }

    /** All of a job, and then what is a task's own. */
    List<Object> ofTask(TaskMessage task) {
        return Stream.concat(ofJob(task.jobId()).stream(),
                Stream.of(marks(task), handed(task.jobId(), task.task().lane()))).toList();
    }

    List<Object> ofWorkers() {
        return List.of(prefix + "{workers}:beats", prefix + "{workers}:times", prefix + "{workers}:drains");
    }

    /** What happened to a job; the scripts know it too. */
    String history(String id) {
        return job(id) + ":history";
    }

    /** Is there when that session of the dashboard was ended by signing out. */
    String endedSession(String session) {
        return prefix + "session:" + session;
    }

    /** When a job may go on with something of which it may do so much in a second. */
    String pace(String id, String what) {
        return job(id) + ":pace:" + what;
    }

    /** Order, letters, bodies, and the size of the bodies. */
    List<Object> ofDeadLetters() {
        return List.of(prefix + "{dead}:order", prefix + "{dead}:letters", prefix + "{dead}:bodies",
                prefix + "{dead}:size");
    }

    /** The names behind which parts of a divided directory begin. */
    String divisions(DirectoryKey directory) {
        return prefix + directory.id() + ":parts";
    }

    /** Short, because there is one for each directory. */
    String bucket(Bucket bucket) {
        String directory = prefix + bucket.directory().id();
        return bucket.index() == 0 ? directory : directory + ':' + Integer.toString(bucket.index(), SHORT_NUMBER);
    }
}
