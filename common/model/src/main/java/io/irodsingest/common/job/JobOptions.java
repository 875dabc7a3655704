package io.irodsingest.common.job;

import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a job is to be done, whatever its work is. Immutable.
 *
 * @param interval from one planned pass to the next; empty for a single pass
 * @param queues a job's own queues by lane; the others are the usual ones
 * @param retries null stands for {@link RetryPolicy#DEFAULT}
 * @param limits how much of the cluster it may take; null stands for no limits
 * @param profile the name of a file, in the workers' directory for that, which begin and end of each task are appended to
 * @param asUser the user of iRODS to act for; empty for the workers' own
 * @param idleDisconnect an idle connection to iRODS is closed after so long
 * @param timing when its turn is, and how long it may take; null stands for no wishes, as in records of earlier versions
 */
public record JobOptions(Optional<Duration> interval, Map<Lane, String> queues, RetryPolicy retries, JobLimits limits,
        Optional<String> profile, Optional<User> asUser, Optional<Duration> idleDisconnect, JobTiming timing) {
    public static final JobOptions NONE = new JobOptions(Optional.empty(), Map.of(), RetryPolicy.DEFAULT,
            JobLimits.NONE, Optional.empty(), Optional.empty(), Optional.empty(), JobTiming.NONE);

    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    /** @throws InvalidJobException when a value makes no sense */
    public JobOptions {
        queues = queues == null ? Map.of() : Map.copyOf(queues);
        retries = Objects.requireNonNullElse(retries, RetryPolicy.DEFAULT);
        limits = Objects.requireNonNullElse(limits, JobLimits.NONE);
        timing = Objects.requireNonNullElse(timing, JobTiming.NONE);
        JobRules.check(interval, queues);
    }

    /** No options but an interval. */
    public static JobOptions every(Duration interval) {
        return new JobOptions(Optional.of(interval), Map.of(), RetryPolicy.DEFAULT, JobLimits.NONE, Optional.empty(),
                Optional.empty(), Optional.empty(), JobTiming.NONE);
    }

    /** The same with other queues. */
    public JobOptions onQueues(Map<Lane, String> others) {
        return new JobOptions(interval, others, retries, limits, profile, asUser, idleDisconnect, timing);
    }

    /** The same with another way to meet failures. */
    public JobOptions retrying(RetryPolicy other) {
        return new JobOptions(interval, queues, other, limits, profile, asUser, idleDisconnect, timing);
    }

    /** The same with other limits. */
    public JobOptions within(JobLimits others) {
        return new JobOptions(interval, queues, retries, others, profile, asUser, idleDisconnect, timing);
    }

    /** The same with another timing. */
    public JobOptions timed(JobTiming other) {
        return new JobOptions(interval, queues, retries, limits, profile, asUser, idleDisconnect, other);
    }

    /** The same with a profile. */
    public JobOptions profiledIn(String file) {
        return new JobOptions(interval, queues, retries, limits, Optional.of(file), asUser, idleDisconnect, timing);
    }

    /** Whether a profile can be called so: a name that leads to no other directory. */
    public static boolean isProfileName(String name) {
        return PROFILE.matcher(name).matches();
    }
}
