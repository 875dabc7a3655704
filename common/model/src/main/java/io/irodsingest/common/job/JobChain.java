package io.irodsingest.common.job;

import io.irodsingest.common.job.FollowUp.On;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which jobs a job comes after, and what comes after it, as its user asked for. Immutable.
 *
 * @param after names or ids of jobs that must have ended well before this one begins
 * @param afterAny names or ids of jobs that must have ended before this one begins, however they did
 * @param followUps what is begun when this job has ended
 */
public record JobChain(List<String> after, List<String> afterAny, Map<On, FollowUp> followUps) {
    public static final JobChain NONE = new JobChain(List.of(), List.of(), Map.of());
    /** Jobs that one job may wait for. */
    public static final int MOST_PREDECESSORS = 100;
    /** How deep follow-ups of follow-ups may go. */
    public static final int MOST_DEPTH = 5;

    /** @throws InvalidJobException when there is too much of something */
    public JobChain {
        after = List.copyOf(Objects.requireNonNullElse(after, List.of()));
        afterAny = List.copyOf(Objects.requireNonNullElse(afterAny, List.of()));
        Map<On, FollowUp> ordered = new EnumMap<>(On.class);
        ordered.putAll(Objects.requireNonNullElse(followUps, Map.of()));
        followUps = Collections.unmodifiableMap(ordered);
        if (after.size() + afterAny.size() > MOST_PREDECESSORS) {
            throw new InvalidJobException("a job can wait for at most " + MOST_PREDECESSORS
                    + " others, with after and after_any together, not for " + (after.size() + afterAny.size()));
        }
        if (depth(followUps) > MOST_DEPTH) {
            throw new InvalidJobException("follow-ups of follow-ups go too deep: at most " + MOST_DEPTH
                    + " may stand one within the other");
        }
    }

    private static int depth(Map<On, FollowUp> followUps) {
        return followUps.values().stream()
                .mapToInt(one -> one instanceof FollowUp.OfJob next ? 1 + depth(next.spec().chain().followUps()) : 1)
                .max().orElse(0);
    }

    /** The same with each job that follows changed. */
    JobChain withFollowers(UnaryOperator<JobSpec> change) {
        Map<On, FollowUp> changed = new EnumMap<>(On.class);
        followUps.forEach((on, followUp) -> changed.put(on, followUp instanceof FollowUp.OfJob next
                ? new FollowUp.OfJob(change.apply(next.spec()))
                : followUp));
        return new JobChain(after, afterAny, changed);
    }

    /** The jobs that follow, and those that follow them. */
    public Stream<JobSpec> followers() {
        return followUps.values().stream()
                .flatMap(one -> one instanceof FollowUp.OfJob next
                        ? Stream.concat(Stream.of(next.spec()), next.spec().chain().followers())
                        : Stream.empty());
    }

    /** Whether the job waits for others. */
    public boolean hasPredecessors() {
        return !after.isEmpty() || !afterAny.isEmpty();
    }

    /** Whether somebody asks for the same. */
    public boolean isSameWish(JobChain other) {
        return after.equals(other.after) && afterAny.equals(other.afterAny)
                && followUps.keySet().equals(other.followUps.keySet()) && followUps.entrySet().stream()
                        .allMatch(one -> one.getValue().isSameWish(other.followUps.get(one.getKey())));
    }
}
