package io.irodsingest.orchestrator.request;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequest.Division;
import io.irodsingest.adminapi.JobRequest.Limits;
import io.irodsingest.adminapi.JobRequest.Retries;
import io.irodsingest.adminapi.JobRequest.Timing;
import io.irodsingest.adminapi.batch.BatchRequest.Handling;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobLimits;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobTiming;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.handlerapi.User;
import io.irodsingest.ingesttasks.IngestLane;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a request says of what every job has. */
final class JobOptionsOf {
    private static final double NANOS = 1e9;
    private static final double LONGEST_SECONDS = 1e9;

    private JobOptionsOf() {}

    /** @throws InvalidJobException with what is wrong */
    static JobOptions request(JobRequest request) {
        return new JobOptions(request.interval().map(seconds -> duration("interval", seconds)),
                queues(request.division()),
                retries(request.retries()), limits(request.limits()),
                request.division().profile().filter(name -> !name.isBlank()).map(JobOptionsOf::profile),
                asUser(request.to().asUser()),
                request.division().irodsIdleDisconnectSeconds().map(JobOptionsOf::idle), timing(request.timing()));
    }

    /**
     * Of a job whose tasks all go to one queue, if the request names one.
     *
     * @throws InvalidJobException with what is wrong
     */
    static JobOptions onOneQueue(List<Lane> lanes, Handling handling, Retries retries, Limits limits, Timing timing) {
        Map<Lane, String> queues = new HashMap<>();
        handling.queue().ifPresent(queue -> lanes.forEach(lane -> queues.put(lane, queue)));
        return new JobOptions(Optional.empty(), queues, retries(retries), limits(limits), Optional.empty(),
                asUser(handling.asUser()), Optional.empty(), timing(timing));
    }

    private static Optional<User> asUser(Optional<String> text) {
        return text.map(JobOptionsOf::user);
    }

    private static JobTiming timing(Timing wanted) {
        return new JobTiming(wanted.atFront().orElse(false),
                wanted.startWithin().map(seconds -> duration("start_within", seconds)),
                wanted.deadline().map(seconds -> duration("deadline", seconds)),
                wanted.keepFor().map(seconds -> duration("keep_for", seconds)));
    }

    private static JobLimits limits(Limits wanted) {
        return new JobLimits(wanted.maxParallelTasks().map(OptionalInt::of).orElse(OptionalInt.empty()),
                wanted.maxBytesPerSecond().map(OptionalLong::of).orElse(OptionalLong.empty()),
                wanted.maxRequestsPerSecond().map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private static String profile(String name) {
        if (!JobOptions.isProfileName(name)) {
            throw new InvalidJobException(
                    "profile '" + name + "' must be a name of letters, digits and . _ -: workers write"
                            + " a file of that name in the directory of their IRODS_INGEST_PROFILE_DIR");
        }
        return name;
    }

    private static Map<Lane, String> queues(Division wanted) {
        Map<Lane, String> queues = new HashMap<>();
        wanted.restartQueue().ifPresent(queue -> queues.put(IngestLane.BEGIN, queue));
        wanted.pathQueue().ifPresent(queue -> queues.put(IngestLane.PATH, queue));
        wanted.fileQueue().ifPresent(queue -> queues.put(IngestLane.FILE, queue));
        return queues;
    }

    private static RetryPolicy retries(Retries wanted) {
        return new RetryPolicy(wanted.maxRetries().orElse(RetryPolicy.DEFAULT.most()),
                wanted.retryDelay().map(seconds -> duration("retry_delay", seconds))
                        .orElse(RetryPolicy.DEFAULT.delay()),
                wanted.timeout().map(seconds -> duration("timeout", seconds)).orElse(RetryPolicy.DEFAULT.timeout()));
    }

    /** @throws InvalidJobException when it is no length of time */
    static Duration duration(String field, double seconds) {
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
            throw new InvalidJobException(field + " must be a number of seconds from 0 to a thousand million");
        }
        return Duration.ofNanos((long) (seconds * NANOS));
    }

    private static Duration idle(int seconds) {
        if (seconds < 1) {
            throw new InvalidJobException("irods_idle_disconnect_seconds must be at least 1, not " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static User user(String text) {
        String[] parts = text.split("#", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new InvalidJobException("user '" + text + "' is not written as NAME#ZONE");
        }
        return new User(parts[1], parts[0]);
    }

}
