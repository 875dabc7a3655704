package io.irodsingest.adminapi.schedule;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.irodsingest.adminapi.TextOrNumber;
import java.util.List;
import java.util.Optional;

/**
 * When a schedule is due, and within which bounds. Exactly one of the first four says of which kind it is. Lengths of time are seconds, or
 * ISO 8601 like {@code PT1H}. In answers {@code in} has become {@code at}, and what was left open is filled in.
 *
 * @param at {@code 2026-12-01T02:00:00Z}, or without an offset the time on the clock of {@code zone}; a past one is due at once
 * @param in a length of time from now, after which it is due
 * @param every a length of time from one planned time to the next
 * @param cron lines of five fields, or of six that begin with seconds; a single one may stand alone
 * @param anchor with {@code every}: a moment from which intervals are counted, or a time of day in UTC
 * @param zone with {@code at} and {@code cron}: of which clock the times are; {@code UTC} unless it is said
 * @param gap with a zone: {@code RUN_AFTER}, or {@code SKIP}: what becomes of a time that clocks leave out
 * @param overlap with a zone: {@code FIRST}, {@code SECOND} or {@code BOTH}: what is meant by a time that clocks show twice
 * @param first no planned time is earlier, like {@code 2026-12-01T02:00:00Z}
 * @param last no planned time is later
 * @param runs so many planned times, and no more; at least 1
 * @param jitter a run starts up to so long after its planned time, shorter than planned times are apart
 */
public record ScheduleTrigger(Optional<String> at,
        @JsonDeserialize(contentUsing = TextOrNumber.class) Optional<String> in,
        @JsonDeserialize(contentUsing = TextOrNumber.class) Optional<String> every,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) Optional<List<String>> cron,
        Optional<String> anchor, Optional<String> zone, Optional<String> gap, Optional<String> overlap,
        Optional<String> first, Optional<String> last, Optional<Long> runs,
        @JsonDeserialize(contentUsing = TextOrNumber.class) Optional<String> jitter) {}
