package io.irodsingest.common.job;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a job's turn is, how long it may take, and how long it is remembered. Everything is reckoned by the clock of Redis. Immutable.
 *
 * @param atFront whether its tasks are taken before all tasks that wait of jobs without this
 * @param startWithin a job of which no worker has begun a task so long after it was made ends as {@link JobState#EXPIRED}
 * @param deadline a pass that has not ended so long after its begin is stopped; the time in which it waits for workers, or is paused, counts
 * @param keepFor how long what is known of the job is kept after its end; empty for as long as the cluster keeps it
 */
public record JobTiming(boolean atFront, Optional<Duration> startWithin, Optional<Duration> deadline,
        Optional<Duration> keepFor) {
    public static final JobTiming NONE = new JobTiming(false, Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws InvalidJobException when a value makes no sense */
    public JobTiming {
        requireTime("start_within", startWithin);
        requireTime("deadline", deadline);
        requireTime("keep_for", keepFor);
    }

    /** The same for a job whose tasks are taken before others. */
    public JobTiming goingFirst() {
        return new JobTiming(true, startWithin, deadline, keepFor);
    }

    /** The same with another limit for the begin. */
    public JobTiming startingWithin(Duration limit) {
        return new JobTiming(atFront, Optional.of(limit), deadline, keepFor);
    }

    /** The same with another limit for a pass. */
    public JobTiming endingWithin(Duration limit) {
        return new JobTiming(atFront, startWithin, Optional.of(limit), keepFor);
    }

    /** The same for a job that is remembered for another time. */
    public JobTiming keptFor(Duration time) {
        return new JobTiming(atFront, startWithin, deadline, Optional.of(time));
    }

    /** What the first line of a job in a log says of it: what it wishes for. */
    Map<String, String> describe() {
        Map<String, String> said = new LinkedHashMap<>();
        if (atFront) {
            said.put("at_front", "true");
        }
        startWithin.ifPresent(time -> said.put("start_within", time.toString()));
        deadline.ifPresent(time -> said.put("deadline", time.toString()));
        keepFor.ifPresent(time -> said.put("keep_for", time.toString()));
        return said;
    }

    private static void requireTime(String name, Optional<Duration> time) {
        if (time.isPresent() && time.get().compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidJobException(name + " must be longer than 0 s");
        }
    }
}
