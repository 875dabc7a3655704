package io.irodsingest.orchestrator.plan.trigger;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.irodsingest.adminapi.TextOrNumber;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A trigger as it is written, in Redis and for users alike. Exactly one of the first three says of which kind it is.
 *
 * @param at {@code 2026-12-01T02:00:00Z}, or without an offset the time on the clock of {@code zone}
 * @param every ISO 8601, like {@code PT1H}, or seconds
 * @param cron lines; a single one may stand alone
 * @param anchor with {@code every}: a moment from which intervals are counted, or a time of day in UTC
 * @param zone with {@code at} and {@code cron}: of which clock the times are; {@code UTC} unless it is said
 * @param gap with a zone: {@code RUN_AFTER}, or {@code SKIP}
 * @param overlap with a zone: {@code FIRST}, or {@code SECOND} or {@code BOTH}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TriggerForm(Optional<String> at,
        @JsonDeserialize(contentUsing = TextOrNumber.class) Optional<String> every,
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) Optional<List<String>> cron,
        Optional<String> anchor, Optional<String> zone, Optional<String> gap, Optional<String> overlap) {
    private static final String AT = "at";
    private static final String EVERY = "every";
    private static final String CRON = "cron";

    public TriggerForm {
        at = Objects.requireNonNullElse(at, Optional.empty());
        every = Objects.requireNonNullElse(every, Optional.empty());
        cron = Objects.requireNonNullElse(cron, Optional.<List<String>>empty())
                .map(lines -> lines.stream().map(line -> Objects.requireNonNullElse(line, "")).toList());
        anchor = Objects.requireNonNullElse(anchor, Optional.empty());
        zone = Objects.requireNonNullElse(zone, Optional.empty());
        gap = Objects.requireNonNullElse(gap, Optional.empty());
        overlap = Objects.requireNonNullElse(overlap, Optional.empty());
    }

    static TriggerForm of(Trigger trigger) {
        return switch (trigger) {
            case At once when once.clock().equals(ZoneClock.UTC) ->
                of(Optional.of(once.local().toInstant(ZoneOffset.UTC).toString()), Optional.empty(), Optional.empty());
            case At once ->
                of(Optional.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(once.local())), Optional.empty(),
                        Optional.of(once.clock()));
            case Cron cron -> of(Optional.empty(), Optional.of(cron.lines().stream().map(CronLine::text).toList()),
                    Optional.of(cron.clock()));
            case Every every ->
                new TriggerForm(Optional.empty(), Optional.of(every.interval().toString()), Optional.empty(),
                        every.anchor().map(Object::toString), Optional.empty(), Optional.empty(), Optional.empty());
        };
    }

    private static TriggerForm of(Optional<String> at, Optional<List<String>> cron, Optional<ZoneClock> clock) {
        return new TriggerForm(at, Optional.empty(), cron, Optional.empty(), clock.map(one -> one.zone().getId()),
                clock.map(one -> one.gap().name()), clock.map(one -> one.overlap().name()));
    }

    /** @throws InvalidTriggerException with the field, what is wrong and what is allowed, in one line */
    Trigger toTrigger() {
        List<String> kinds = given(Map.of(AT, at, EVERY, every, CRON, cron));
        if (kinds.size() != 1) {
            throw new InvalidTriggerException("a trigger has exactly one of at, every and cron, not "
                    + (kinds.isEmpty() ? "none of them" : String.join(" and ", kinds)));
        }
        return switch (kinds.getFirst()) {
            case AT -> once(at.orElseThrow());
            case EVERY -> atIntervals(every.orElseThrow());
            default -> byCron(cron.orElseThrow());
        };
    }

    private Trigger once(String time) {
        refuse(AT, Map.of("anchor", anchor));
        Optional<OffsetDateTime> moment = withOffset(time);
        if (moment.isPresent()) {
            refuse("at with an offset", Map.of("zone", zone, "gap", gap, "overlap", overlap));
            return At.of(Texts.instant(AT, time));
        }
        try {
            return new At(LocalDateTime.parse(time.strip()), clock());
        } catch (DateTimeParseException malformed) {
            throw Texts.invalid(AT, time,
                    "is no time: allowed are 2026-12-01T02:00:00Z, and 2026-12-01T02:00 with a zone");
        }
    }

    private static Optional<OffsetDateTime> withOffset(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time.strip()));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private Trigger atIntervals(String interval) {
        refuse(EVERY, Map.of("zone", zone, "gap", gap, "overlap", overlap));
        return new Every(Texts.length(EVERY, interval), anchor.map(text -> Texts.anchor("anchor", text)));
    }

    private Trigger byCron(List<String> lines) {
        refuse(CRON, Map.of("anchor", anchor));
        return new Cron(lines.stream().map(CronLine::parse).toList(), clock());
    }

    private ZoneClock clock() {
        return new ZoneClock(zone.map(Zones::parse).orElseGet(ZoneClock.UTC::zone),
                gap.map(text -> Texts.constant("gap", text, LocalGap.class)).orElse(LocalGap.RUN_AFTER),
                overlap.map(text -> Texts.constant("overlap", text, LocalOverlap.class)).orElse(LocalOverlap.FIRST));
    }

    private static void refuse(String kind, Map<String, Optional<?>> others) {
        List<String> given = given(others);
        if (!given.isEmpty()) {
            throw new InvalidTriggerException(
                    given.getFirst() + " does not go with " + kind + ": leave one of them out");
        }
    }

    private static List<String> given(Map<String, ? extends Optional<?>> fields) {
        return fields.entrySet().stream().filter(field -> field.getValue().isPresent()).map(Map.Entry::getKey).sorted()
                .toList();
    }
}
