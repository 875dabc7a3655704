package io.irodsingest.adminapi;

import java.util.Optional;

/**
 * What is to follow a job. Exactly one of these is given.
 *
 * @param start a job, without an id of its own; what follows that may be said in it, five deep
 * @param schedule the name of a schedule: the job that it starts is started, as one that is no run of it
 */
public record FollowUpRequest(Optional<JobRequest> start, Optional<String> schedule) {}
