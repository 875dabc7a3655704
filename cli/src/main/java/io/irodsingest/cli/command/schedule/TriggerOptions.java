package io.irodsingest.cli.command.schedule;

import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.cli.command.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** When a schedule is due. */
final class TriggerOptions {
    /** As the orchestrator knows it. */
    private enum LocalGap {
        RUN_AFTER, SKIP
    }

    /** As the orchestrator knows it. */
    private enum LocalOverlap {
        FIRST, SECOND, BOTH
    }

    @Option(names = "--at", paramLabel = "TIME", description = "Once, like 2026-12-01T02:00:00Z, or 2026-12-01T02:00 on the clock of --zone; a past time is due at once")
    private Optional<String> at = Optional.empty();

    @Option(names = "--in", paramLabel = "LENGTH", description = "Once, so long from now: seconds, or like PT90M or P1D, as all lengths of time here")
    private Optional<String> in = Optional.empty();

    @Option(names = "--every", paramLabel = "LENGTH", description = "Again and again, so long from one planned time to the next")
    private Optional<String> every = Optional.empty();

    @Option(names = "--cron", paramLabel = "LINE", description = "As a line of cron says, like '0 2 * * *', or @daily; with six fields the first has seconds. May be given several times")
    private List<String> cron = List.of();

    @Option(names = "--zone", paramLabel = "ZONE", description = "The clock of --at and --cron, like Europe/Berlin. Default: UTC")
    private Optional<String> zone = Optional.empty();

    @Option(names = "--anchor", paramLabel = "TIME", description = "The moment from which --every is counted, or a time of day in UTC, like 00:05")
    private Optional<String> anchor = Optional.empty();

    @Option(names = "--local-gap", paramLabel = "HOW", description = "What becomes of a time that the clock of the zone leaves out: RUN_AFTER (the first moment after it) or SKIP. Default: RUN_AFTER")
    private Optional<LocalGap> gap = Optional.empty();

    @Option(names = "--local-overlap", paramLabel = "HOW", description = "Which is meant by a time that the clock of the zone shows twice: FIRST, SECOND or BOTH. Default: FIRST")
    private Optional<LocalOverlap> overlap = Optional.empty();

    @Option(names = "--first", paramLabel = "TIME", description = "Not before this time, like 2026-12-01T02:00:00Z")
    private Optional<String> first = Optional.empty();

    @Option(names = "--last", paramLabel = "TIME", description = "Not after this time")
    private Optional<String> last = Optional.empty();

    @Option(names = "--runs", paramLabel = "N", converter = Numbers.Positive.class, description = "So often and no more")
    private Optional<Integer> runs = Optional.empty();

    @Option(names = "--jitter", paramLabel = "LENGTH", description = "Start each run up to so long after its time, by chance, so that not all start at once")
    private Optional<String> jitter = Optional.empty();

    /** Whether any of the options was given. */
    boolean given() {
        return !cron.isEmpty() || Stream.of(at, in, every, zone, anchor, gap, overlap, first, last, runs, jitter)
                .anyMatch(Optional::isPresent);
    }

    ScheduleTrigger trigger() {
        return new ScheduleTrigger(at, in, every, cron.isEmpty() ? Optional.empty() : Optional.of(cron), anchor, zone,
                gap.map(Enum::name), overlap.map(Enum::name), first, last, runs.map(Integer::longValue), jitter);
    }
}
