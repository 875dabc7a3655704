package io.irodsingest.common.job;

import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a job may have beyond source, target and operation. Immutable.
 *
 * @param initialIngest the target is taken for empty: nothing is asked for, and what exists is an error of its entry
 * @param checksum the server computes a checksum of what is uploaded, and it is compared with what was read
 * @param interval from one planned pass to the next; empty for a single pass
 * @param queues a job's own queues by lane; the others are the usual ones
 * @param maxDelete most data objects and collections that a pass may delete
 * @param allowEmptySource whether an empty source may empty the target
 * @param asUser the user to act for
 * @param profile the name of a file, in the workers' directory for that, which begin and end of each task are appended to
 * @param idleDisconnect an idle connection to iRODS is closed after so long
 * @param limits how much of the cluster it may take; null stands for no limits
 * @param s3 the source is in a bucket; empty for a directory
 * @param compare how contents are compared of which nothing is remembered; null stands for {@link Compare#QUICK}
 * @param undecodable what becomes of what cannot be registered because its physical path is no text; null stands for
 *     {@link Undecodable#FAIL}
 */
public record JobOptions(Mode mode, boolean initialIngest, boolean checksum, Optional<Duration> interval,
        Exclusions exclusions, Map<Lane, String> queues, RetryPolicy retries, OptionalLong maxDelete,
        boolean allowEmptySource, Optional<HandlerFile> handler, Optional<User> asUser,
        List<CharacterReplacement> characterMap,
        Optional<String> profile, Optional<Duration> idleDisconnect, JobLimits limits,
        Optional<S3Options> s3, Compare compare, Undecodable undecodable) {
    public static final JobOptions NONE = new JobOptions(Mode.APPLY, false, false, Optional.empty(), Exclusions.NONE,
            Map.of(), RetryPolicy.DEFAULT, OptionalLong.empty(), false, Optional.empty(), Optional.empty(), List.of(),
            Optional.empty(), Optional.empty(), JobLimits.NONE, Optional.empty());

    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    public JobOptions {
        queues = Map.copyOf(queues);
        limits = Objects.requireNonNullElse(limits, JobLimits.NONE);
        compare = Objects.requireNonNullElse(compare, Compare.QUICK);
        undecodable = Objects.requireNonNullElse(undecodable, Undecodable.FAIL);
        characterMap = List.copyOf(characterMap);
        JobRules.check(interval, queues, maxDelete);
    }

    /** What is to be compared with the options of another job. */
    JobOptions withoutSeals() {
        return new JobOptions(mode, initialIngest, checksum, interval, exclusions, queues, retries, maxDelete,
                allowEmptySource, handler.map(HandlerFile::withoutSeal), asUser, characterMap, profile, idleDisconnect,
                limits, s3.map(S3Options::withoutSeal), compare, undecodable);
    }

    /** With the usual comparison, and without undecodable paths. */
    public JobOptions(Mode mode, boolean initialIngest, boolean checksum, Optional<Duration> interval,
            Exclusions exclusions, Map<Lane, String> queues, RetryPolicy retries, OptionalLong maxDelete,
            boolean allowEmptySource, Optional<HandlerFile> handler, Optional<User> asUser,
            List<CharacterReplacement> characterMap, Optional<String> profile, Optional<Duration> idleDisconnect,
            JobLimits limits, Optional<S3Options> s3) {
        this(mode, initialIngest, checksum, interval, exclusions, queues, retries, maxDelete, allowEmptySource, handler,
                asUser, characterMap, profile, idleDisconnect, limits, s3, Compare.QUICK, Undecodable.FAIL);
    }

    /** The same with another way to compare. */
    public JobOptions comparing(Compare other) {
        return new JobOptions(mode, initialIngest, checksum, interval, exclusions, queues, retries, maxDelete,
                allowEmptySource, handler, asUser, characterMap, profile, idleDisconnect, limits, s3, other,
                undecodable);
    }

    /** The same with another way with undecodable paths. */
    public JobOptions withUndecodable(Undecodable other) {
        return new JobOptions(mode, initialIngest, checksum, interval, exclusions, queues, retries, maxDelete,
                allowEmptySource, handler, asUser, characterMap, profile, idleDisconnect, limits, s3, compare, other);
    }

    /** Whether a profile can be called so: a name that leads to no other directory. */
    public static boolean isProfileName(String name) {
        return PROFILE.matcher(name).matches();
    }

    /**
     * A rule of the character map as data.
     *
     * @param regex what is replaced in each element of a logical path
     * @param to one character
     */
    public record CharacterReplacement(String regex, String to) {}
}
