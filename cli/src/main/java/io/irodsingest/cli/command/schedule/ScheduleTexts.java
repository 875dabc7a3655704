package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.adminapi.schedule.SchedulePolicies;
import io.irodsingest.adminapi.schedule.ScheduleRuns.Run;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.adminapi.schedule.ScheduleView.Counts;
import io.irodsingest.adminapi.schedule.ScheduleView.Progress;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.cli.output.Table;
import io.irodsingest.cli.output.Wording;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Schedules for people. */
final class ScheduleTexts {
    private static final String DETAIL = "  %-12s %s";
    /** A backfill may have hundreds waiting. */
    private static final int MOST_WAITING = 3;

    private ScheduleTexts() {}

    /** In what state a schedule is, why, and when its next run is. */
    static String state(ScheduleView schedule) {
        return "schedule " + schedule.name() + " is " + schedule.state()
                + schedule.note().map(note -> " (" + Printable.line(note) + ')').orElse("")
                + schedule.progress().next().filter(next -> schedule.state().equals("ACTIVE"))
                        .map(next -> ", next run " + time(schedule, next.start()) + zone(schedule)).orElse("");
    }

    /** A row for each. */
    static Table table(List<ScheduleView> schedules) {
        return new Table(List.of("NAME", "STATE", "NEXT", "WHEN"), schedules.stream()
                .map(schedule -> List.of(schedule.name(), schedule.state(),
                        schedule.progress().next().map(next -> time(schedule, next.start())).orElse("-"),
                        when(schedule.trigger())))
                .toList());
    }

    /** All that is known of it, line by line. */
    static List<String> details(ScheduleView schedule) {
        Progress progress = schedule.progress();
        Map<String, Optional<String>> details = new LinkedHashMap<>();
        details.put("id", Optional.of(schedule.id()));
        details.put("description", schedule.description().map(Printable::line));
        details.put("metadata", pairs(schedule.metadata()));
        details.put("does", Optional.of(Printable.line(does(schedule.action()))));
        details.put("when", Optional.of(when(schedule.trigger())));
        details.put("next run", progress.next().map(next -> time(schedule, next.start())
                + (next.start().equals(next.planned())
                        ? ""
                        : ", planned for " + time(schedule, next.planned()))));
        details.put("last run", progress.last().map(last -> time(schedule, last)));
        details.put("waiting", waiting(schedule));
        details.put("going", progress.going().isEmpty()
                ? Optional.empty()
                : Optional.of(progress.going().stream().map(run -> "run " + run.run() + ", job " + run.job())
                        .collect(Collectors.joining("; "))));
        details.put("runs", Optional.of(counts(progress.counts())));
        details.put("policies", Optional.of(policies(schedule.policies())));
        details.put("created", Optional.of(progress.createdAt().truncatedTo(ChronoUnit.SECONDS) + " by "
                + schedule.createdBy()));
        details.put("ended", progress.endedAt().map(ended -> ended.truncatedTo(ChronoUnit.SECONDS).toString()));
        details.put("version", Optional.of(String.valueOf(schedule.version())));
        List<String> lines = new ArrayList<>();
        lines.add("schedule " + schedule.name() + " is " + schedule.state()
                + schedule.note().map(note -> " (" + Printable.line(note) + ')').orElse(""));
        details.forEach((what, text) -> text.ifPresent(known -> lines.add(DETAIL.formatted(what, known))));
        return lines;
    }

    private static Optional<String> waiting(ScheduleView schedule) {
        List<Instant> waiting = schedule.progress().waiting();
        String first = waiting.stream().limit(MOST_WAITING).map(planned -> time(schedule, planned))
                .collect(Collectors.joining(", "));
        int others = waiting.size() - MOST_WAITING;
        return Optional.of(first + (others > 0 ? " and " + others + " more" : "")).filter(text -> !text.isEmpty());
    }

    /** A run, or several planned times of which none was started. */
    static String line(Run run) {
        return Stream.of(
                Optional.of(run.run().map(number -> "run " + number).orElse("-")),
                Optional.of(run.planned().truncatedTo(ChronoUnit.SECONDS)
                        + run.plannedUntil().map(until -> " to " + until.truncatedTo(ChronoUnit.SECONDS)).orElse("")),
                Optional.of(run.outcome() + (run.times() > 1 ? " " + run.times() + " times" : "")),
                Optional.of(run.cause()).filter(cause -> !cause.equals("PLAN")),
                run.started().map(started -> "started " + started.truncatedTo(ChronoUnit.SECONDS)),
                run.delay().map(delay -> String.format(Locale.ROOT, "%.1f s late", delay)),
                run.ended().map(ended -> "ended " + ended.truncatedTo(ChronoUnit.SECONDS)),
                run.job().map(job -> "job " + job), run.reason().map(Printable::line))
                .flatMap(Optional::stream).collect(Collectors.joining("  "));
    }

    /** As users say it, without what holds when nothing is said. */
    private static String when(ScheduleTrigger trigger) {
        return Stream.of(trigger.at().map(at -> "at " + at), trigger.in().map(in -> "in " + in),
                trigger.every().map(every -> "every " + every),
                trigger.cron().map(lines -> lines.stream().map(line -> "cron '" + line + '\'')
                        .collect(Collectors.joining(" and "))),
                trigger.anchor().map(anchor -> "counted from " + anchor), trigger.zone().map(zone -> "zone " + zone),
                trigger.gap().filter(gap -> !gap.equals("RUN_AFTER")).map(gap -> "local gap " + gap),
                trigger.overlap().filter(overlap -> !overlap.equals("FIRST"))
                        .map(overlap -> "local overlap " + overlap),
                trigger.first().map(at -> "first " + at),
                trigger.last().map(at -> "last " + at), trigger.runs().map(runs -> runs + " runs"),
                trigger.jitter().map(jitter -> "jitter " + jitter)).flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    private static String does(ScheduleAction action) {
        return action.start().map(ScheduleTexts::starts)
                .or(() -> action.batch().map(batch -> "batch submit " + batch.app() + ' ' + batch.op()
                        + batch.content().file().map(file -> ' ' + file).orElse("") + ", "
                        + Wording.counted(batch.content().rows().map(List::size).orElse(0), "row", "rows")))
                .or(() -> action.query().map(query -> "query " + query.app() + ' ' + query.op()
                        + query.question().input().map(input -> " " + input).orElse("")))
                .orElseGet(() -> "retry " + action.retry().orElse("?"));
    }

    private static String starts(JobRequest job) {
        String command = switch (job.treatment().mode().orElse("APPLY").toUpperCase(Locale.ROOT)) {
            case "CHECK" -> "check ";
            case "DRY_RUN" -> "start --dry-run ";
            default -> "start ";
        };
        return command + (job.from().s3().isPresent() ? "s3:/" : "") + job.from().source() + ' ' + job.to().target()
                + job.treatment().operation().map(operation -> ", " + operation).orElse("");
    }

    private static String policies(SchedulePolicies policies) {
        return Stream.of(policies.missed().map(missed -> "missed " + missed),
                policies.missedWithin().map(within -> "within " + within),
                policies.missedMost().map(most -> most + " at most"),
                policies.overlap().map(overlap -> "overlap " + overlap),
                policies.pauseOnFailure().filter(pause -> pause).map(pause -> "pause on failure"))
                .flatMap(Optional::stream).collect(Collectors.joining(", "));
    }

    private static String counts(Counts counts) {
        return counts.started() + " started, " + counts.failed() + " failed, " + counts.skipped() + " skipped, "
                + counts.missed() + " missed";
    }

    private static Optional<String> pairs(Map<String, String> metadata) {
        return metadata.isEmpty()
                ? Optional.empty()
                : Optional.of(metadata.entrySet().stream()
                        .map(pair -> Printable.line(pair.getKey()) + '=' + Printable.line(pair.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    /** On the clock of the schedule's zone. */
    private static String time(ScheduleView schedule, Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME
                .format(instant.truncatedTo(ChronoUnit.SECONDS).atZone(clock(schedule)));
    }

    private static String zone(ScheduleView schedule) {
        ZoneId clock = clock(schedule);
        return " (" + (clock == ZoneOffset.UTC ? "UTC" : clock.getId()) + ')';
    }

    private static ZoneId clock(ScheduleView schedule) {
        try {
            return schedule.trigger().zone().map(ZoneId::of).orElse(ZoneOffset.UTC);
        } catch (DateTimeException ofNewerRules) {
            return ZoneOffset.UTC;
        }
    }
}
