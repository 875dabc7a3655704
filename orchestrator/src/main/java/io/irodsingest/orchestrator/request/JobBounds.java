package io.irodsingest.orchestrator.request;

import io.irodsingest.common.broker.QueueNames;
import io.irodsingest.ingesttasks.Exclusions;
import io.irodsingest.common.job.FrontQueue;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobLimits;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobTiming;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.RetryPolicy;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.handlerapi.User;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of everything a new job may ask for. Only what is asked for now is held against these: records of jobs that exist are
 * read whatever they hold.
 */
final class JobBounds {
    static final int MOST_FILES_PER_TASK = 10_000;
    /** RabbitMQ lets us hold a message twice as long. */
    static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);

    private static final int LONGEST_TARGET = 1_000;
    private static final int LONGEST_SOURCE = 4_095;
    private static final int LONGEST_RESOURCE = 250;
    /** Of a user or a zone. */
    private static final int LONGEST_USER = 250;
    private static final int MOST_RETRIES = 1_000;
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(3_650);
    private static final Duration SHORTEST_TIME = Duration.ofSeconds(1);
    /** Every orchestrator looks several times in this time: none fails to see how a job has ended. */
    private static final Duration SHORTEST_KEPT = Duration.ofMinutes(1);
    private static final Duration LONGEST_KEPT = Duration.ofDays(366);
    private static final Duration LONGEST_IDLE = Duration.ofDays(1);
    private static final long MOST_DELETIONS = 1_000_000_000_000L;
    private static final int MOST_TASKS = 1_000_000;
    private static final long MOST_BYTES_PER_SECOND = 1_000_000_000_000L;
    private static final int MOST_REQUESTS_PER_SECOND = 1_000_000;
    private static final int MOST_RULES = 1_000;
    private static final int LONGEST_RULE = 4_096;
    private static final int LONGEST_S3_TEXT = 1_024;

    private JobBounds() {}

    /** @throws InvalidJobException with what is too much, and how much may be */
    static void check(IngestSpec work) {
        bytes("source", work.source().encoded(), work.source().bytes().length, LONGEST_SOURCE);
        bytes("target", work.target(), LONGEST_TARGET);
        work.resource().ifPresent(resource -> bytes("resource", resource, LONGEST_RESOURCE));
        number("files_per_task", work.sync().filesPerTask(), MOST_FILES_PER_TASK);
        work.deletion().maxDelete().ifPresent(most -> number("max_delete", most, MOST_DELETIONS));
        exclusions(work.from().exclusions());
        number("rules of character_map", work.characterMap().size(), MOST_RULES);
        work.characterMap().forEach(rule -> bytes("character_map", rule.regex(), LONGEST_RULE));
        work.from().s3().ifPresent(JobBounds::s3);
    }

    /** @throws InvalidJobException as above */
    static void check(JobOptions options) {
        options.queues().values().forEach(queue -> queue(queue, options.timing().atFront()));
        options.interval().ifPresent(interval -> time("interval", interval, LONGEST_INTERVAL));
        options.idleDisconnect().ifPresent(idle -> time("irods_idle_disconnect_seconds", idle, LONGEST_IDLE));
        retries(options.retries());
        limits(options.limits());
        timing(options.timing());
        options.asUser().ifPresent(JobBounds::user);
    }

    /**
     * Of a job that does not wait for others both times begin when it is made, and the wait for a worker counts in both.
     *
     * @throws InvalidJobException when it would be stopped before it could expire
     */
    static void checkBegin(JobTiming timing) {
        if (timing.startWithin().isPresent() && timing.deadline().isPresent()
                && timing.startWithin().get().compareTo(timing.deadline().get()) >= 0) {
            throw new InvalidJobException("start_within (" + timing.startWithin().get().toSeconds()
                    + " s) must be less than deadline (" + timing.deadline().get().toSeconds()
                    + " s), in which the wait for the begin counts");
        }
    }

    private static void queue(String name, boolean atFront) {
        QueueNames.trouble(name).or(() -> FrontQueue.trouble(name)).ifPresent(why -> {
            throw new InvalidJobException("queue '" + beginning(name) + "' cannot be used: the name " + why);
        });
        if (atFront) {
            QueueNames.trouble(FrontQueue.of(name)).ifPresent(why -> {
                throw new InvalidJobException("queue '" + beginning(name) + "' cannot be used with at_front: with "
                        + FrontQueue.of("") + " behind it, the name " + why);
            });
        }
    }

    private static void timing(JobTiming timing) {
        timing.startWithin().ifPresent(time -> time("start_within", time, SHORTEST_TIME, LONGEST_INTERVAL));
        timing.deadline().ifPresent(time -> time("deadline", time, SHORTEST_TIME, LONGEST_INTERVAL));
        timing.keepFor().ifPresent(time -> time("keep_for", time, SHORTEST_KEPT, LONGEST_KEPT));
    }

    private static void retries(RetryPolicy retries) {
        number("max_retries", retries.most(), MOST_RETRIES);
        time("retry_delay", retries.delay(), LONGEST_DELAY);
        time("timeout", retries.timeout(), LONGEST_TIMEOUT);
    }

    private static void limits(JobLimits limits) {
        limits.parallelTasks().ifPresent(most -> number("max_parallel_tasks", most, MOST_TASKS));
        limits.bytesPerSecond().ifPresent(most -> number("max_bytes_per_second", most, MOST_BYTES_PER_SECOND));
        limits.requestsPerSecond()
                .ifPresent(most -> number("max_requests_per_second", most, MOST_REQUESTS_PER_SECOND));
    }

    private static void exclusions(Exclusions exclusions) {
        for (List<String> expressions : List.of(exclusions.fileNames(), exclusions.directoryNames())) {
            number("expressions that exclude", expressions.size(), MOST_RULES);
            expressions.forEach(expression -> bytes("an expression that excludes", expression, LONGEST_RULE));
        }
    }

    private static void user(User user) {
        bytes("user", user.name(), LONGEST_USER);
        bytes("zone of the user", user.zone(), LONGEST_USER);
    }

    private static void s3(S3Options s3) {
        Stream.of(s3.proxyUrl(), s3.profile()).flatMap(java.util.Optional::stream)
                .forEach(text -> bytes("an option of S3", text, LONGEST_S3_TEXT));
        bytes("s3_endpoint_domain", s3.endpointDomain(), LONGEST_S3_TEXT);
        bytes("s3_region_name", s3.regionName(), LONGEST_S3_TEXT);
    }

    private static void bytes(String what, String text, int most) {
        bytes(what, text, text.getBytes(StandardCharsets.UTF_8).length, most);
    }

    private static void bytes(String what, String text, int bytes, int most) {
        if (bytes > most) {
            throw new InvalidJobException(what + " '" + beginning(text) + "' has " + bytes + " bytes; " + most
                    + " are the most");
        }
    }

    private static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= 50
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 50)) + "...";
    }

    private static void number(String what, long number, long most) {
        if (number > most) {
            throw new InvalidJobException(what + " must be at most " + most + ", not " + number);
        }
    }

    private static void time(String what, Duration time, Duration least, Duration most) {
        if (time.compareTo(least) < 0) {
            throw new InvalidJobException(what + " must be at least " + least.toSeconds() + " seconds, not "
                    + BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString());
        }
        time(what, time, most);
    }

    private static void time(String what, Duration time, Duration most) {
        if (time.compareTo(most) > 0) {
            throw new InvalidJobException(what + " must be at most " + most.toSeconds() + " seconds ("
                    + most.toDays() + " days), not " + time.toSeconds());
        }
    }
}
