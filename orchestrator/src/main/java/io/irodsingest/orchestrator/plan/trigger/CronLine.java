package io.irodsingest.orchestrator.plan.trigger;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A line of cron: minute, hour, day of month, month, day of week; with six fields seconds come first. Where both fields of days
 * restrict the days, either is enough, as in every cron; one that begins with {@code *} does not restrict them for this. Immutable;
 * lines are equal when their texts are.
 */
public final class CronLine implements LocalTimes {
    private static final int LONGEST = 200;
    private static final List<CronField> FIELDS = List.of(CronField.values());
    private static final String REBOOT = "@reboot";
    private static final Map<String, String> NICKNAMES = nicknames();
    /** A day of a leap year. Whatever has no time after it for as long as the library looks has none at all. */
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final String text;
    private final Repetition repetition;
    private final List<LocalTimes> times;

    private CronLine(String text, Repetition repetition, List<LocalTimes> times) {
        this.text = text;
        this.repetition = repetition;
        this.times = times;
    }

    /** @throws InvalidTriggerException with the line, the field and what is wrong in it, in one line */
    public static CronLine parse(String line) {
        String text = line.strip().replaceAll("\\s+", " ");
        if (text.length() > LONGEST) {
            throw new InvalidTriggerException("cron line '" + text.substring(0, 20) + "...' has " + text.length()
                    + " characters; " + LONGEST + " are the most");
        }
        try {
            return parse(text, fields(text.startsWith("@") ? expanded(text) : text));
        } catch (InvalidTriggerException invalid) {
            throw new InvalidTriggerException("cron line '" + text + "': " + invalid.getMessage());
        }
    }

    private static CronLine parse(String text, List<String> fields) {
        List<CronField.Values> values = new ArrayList<>();
        for (CronField field : FIELDS) {
            values.add(field.values(fields.get(field.ordinal())));
        }
        CronLine line = new CronLine(text, repetition(fields, values), times(fields, values));
        if (line.next(LONG_AGO).isEmpty()) {
            throw new InvalidTriggerException("it never runs: no year has such a day");
        }
        return line;
    }

    private static Map<String, String> nicknames() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("@yearly", "0 0 1 1 *");
        lines.put("@annually", "0 0 1 1 *");
        lines.put("@monthly", "0 0 1 * *");
        lines.put("@weekly", "0 0 * * 0");
        lines.put("@daily", "0 0 * * *");
        lines.put("@midnight", "0 0 * * *");
        lines.put("@hourly", "0 * * * *");
        return Collections.unmodifiableMap(lines);
    }

    private static String expanded(String nickname) {
        String known = nickname.toLowerCase(Locale.ROOT);
        if (known.equals(REBOOT)) {
            throw new InvalidTriggerException("a schedule knows no reboot; allowed are "
                    + String.join(", ", NICKNAMES.keySet()));
        }
        String line = NICKNAMES.get(known);
        if (line == null) {
            throw new InvalidTriggerException("there is no such name; allowed are "
                    + String.join(", ", NICKNAMES.keySet()));
        }
        return line;
    }

    private static List<String> fields(String line) {
        List<String> fields = line.isEmpty() ? List.of() : List.of(line.split(" "));
        if (fields.size() == FIELDS.size()) {
            return fields;
        }
        if (fields.size() != FIELDS.size() - 1) {
            throw new InvalidTriggerException("it has " + fields.size()
                    + " fields, not 5 (minute, hour, day of month, month, day of week) or 6 (second before them)");
        }
        List<String> withSecond = new ArrayList<>(List.of("0"));
        withSecond.addAll(fields);
        return withSecond;
    }

    private static Repetition repetition(List<String> fields, List<CronField.Values> values) {
        if (values.get(CronField.HOUR.ordinal()).all()) {
            return Repetition.EVERY_HOUR;
        }
        boolean within = isOpen(fields, CronField.SECOND) || isOpen(fields, CronField.MINUTE);
        return within ? Repetition.WITHIN_HOURS : Repetition.FIXED;
    }

    /** The library takes days that fit both fields. Where either is enough, each field has expressions of its own. */
    private static List<LocalTimes> times(List<String> fields, List<CronField.Values> values) {
        List<String> texts = values.stream().map(CronField.Values::text).toList();
        CronField.Values daysOfMonth = values.get(CronField.DAY_OF_MONTH.ordinal());
        if (isOpen(fields, CronField.DAY_OF_MONTH) || isOpen(fields, CronField.DAY_OF_WEEK)) {
            return ofDaysOfMonth(texts, daysOfMonth);
        }
        List<LocalTimes> either = new ArrayList<>(ofDaysOfMonth(with(texts, CronField.DAY_OF_WEEK, "*"), daysOfMonth));
        either.add(SpringCron.of(with(texts, CronField.DAY_OF_MONTH, "*")));
        return either;
    }

    private static boolean isOpen(List<String> fields, CronField field) {
        return CronField.isOpen(fields.get(field.ordinal()));
    }

    private static List<LocalTimes> ofDaysOfMonth(List<String> texts, CronField.Values days) {
        List<LocalTimes> times = new ArrayList<>();
        if (!days.isEmpty()) {
            times.add(SpringCron.of(texts));
        }
        for (int day : days.weekdays()) {
            times.add(new NearestWeekday(day,
                    SpringCron.of(with(texts, CronField.DAY_OF_MONTH, NearestWeekday.around(day)))));
        }
        return times;
    }

    private static List<String> with(List<String> texts, CronField field, String text) {
        List<String> result = new ArrayList<>(texts);
        result.set(field.ordinal(), text);
        return result;
    }

    @Override
    public Optional<LocalDateTime> next(LocalDateTime after) {
        return times.stream().flatMap(one -> one.next(after).stream()).min(Comparator.naturalOrder());
    }

    Repetition repetition() {
        return repetition;
    }

    /** As it was written, with single spaces. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronLine line && line.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
