package io.irodsingest.common.state;

import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.task.TaskMessage;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What ties jobs together: which of them wait for the end of others, and what is begun when they have ended. Every method bears being
 * called by several processes at once, waits, visibly, while Redis is away, and throws InterruptedException when the thread is to end.
 * Thread-safe.
 */
public interface JobChains {

    /**
     * Notes that jobs have ended as a job that is {@link JobState#BLOCKED} wants it. When all of those that it waits for have, it
     * begins: it is {@link JobState#QUEUED}.
     *
     * @param predecessors ids; those that it does not wait for are passed over
     * @return the first task, registered and not yet published; empty when it goes on waiting, or somebody else has let it begin
     */
    Optional<TaskMessage> met(String jobId, Collection<String> predecessors) throws InterruptedException;

    /** The contents of the event handlers of jobs that follow a job, by {@link NewJob#followUpPath}. */
    Map<String, byte[]> followUpHandlers(Job job) throws InterruptedException;

    /**
     * Notes that a follow-up of a job is dealt with. Of several notes, the first stays.
     *
     * @param problem why it could not be begun; empty when it was
     */
    void handedOver(String jobId, On on, Optional<String> problem) throws InterruptedException;

    /**
     * Lets a job go, all of whose follow-ups are dealt with: from now on its record is kept as long as that of any ended job, and
     * {@link CurrentJobs#followed} has it no more, once it was there for a minute. Without effect on a job that has gone on meanwhile.
     *
     * @param ended the state that the job was in when its follow-ups were looked at
     * @param stamp what {@link CurrentJobs#followed} told of it
     */
    void followed(String jobId, JobState ended, long stamp) throws InterruptedException;

    /**
     * Lets go what has no record, once it was there for a minute: the job was never made, or is forgotten.
     *
     * @param stamp what {@link CurrentJobs#followed} told of it
     */
    void forget(String jobId, long stamp) throws InterruptedException;
}
