package io.irodsingest.orchestrator.plan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lines of cron as another library, cron-utils, reads them. Where it differs, it is listed here with what we do and why. */
class SecondOpinionTest {
    private static final int CASES = 10_000;
    private static final int TIMES = 3;

    private static final CronParser OTHER = new CronParser(definition());

    private final long seed = Long.getLong("seed", System.nanoTime());

    /** How lines look that cron-utils reads differently. A line may have several of these; the first is counted. */
    private enum Difference {
        /**
         * Its search throws in each month that does not have the day, and takes the Sunday itself when a month ends with it. With us
         * such a month has no run, as with a plain 31, and the Friday is the nearest weekday of the same month, as in Quartz.
         */
        NEAREST_WEEKDAY_AT_THE_END_OF_A_MONTH((day, week) -> day.matches("(28|29|30|31)W")),
        /** It forgets the L of a list. With us each element of a list counts. */
        LAST_DAY_IN_A_LIST((day, week) -> day.matches("\\d+,L")),
        /**
         * It takes a step of {@code *} for a restriction, so that the other field of days alone is enough. With us, as in cronie, a
         * field that begins with {@code *} restricts nothing, and days have to fit both: every second day, if it is a Monday.
         */
        STEP_OF_ALL_DAYS((day, week) -> day.startsWith("*/") && !isOpen(week) || week.startsWith("*/") && !isOpen(day)),
        /** It counts {@code 1/3} on to Sunday as 7. With us the week ends with Saturday, 6, as it does for {@code *}{@code /3}. */
        STEP_TO_THE_END_OF_THE_WEEK((day, week) -> week.matches("\\d/\\d"));

        private final BiPredicate<String, String> days;

        Difference(BiPredicate<String, String> days) {
            this.days = days;
        }

        static Optional<Difference> of(String[] fields) {
            return Arrays.stream(values()).filter(difference -> difference.days.test(fields[3], fields[5])).findFirst();
        }
    }

    @Test
    void bothLibrariesAgreeButForWhatIsListed() {
        RandomCron random = new RandomCron(new Random(seed));
        Map<Difference, Integer> seen = new EnumMap<>(Difference.class);
        int never = 0;
        for (int i = 0; i < CASES; i++) {
            String line = random.line();
            LocalDateTime start = random.time();
            Optional<CronLine> ours = ours(line);
            if (ours.isEmpty()) {
                never++;
            }
            String expected = times(start, after -> ours.flatMap(one -> one.next(after)));
            String actual = others(line, start);
            if (!actual.equals(expected)) {
                Difference difference = Difference.of(sixFields(line)).orElse(null);
                assertThat(difference)
                        .as("seed %d: '%s' after %s is %s, and %s with cron-utils", seed, line, start, expected, actual)
                        .isNotNull();
                seen.merge(difference, 1, Integer::sum);
            }
        }
        System.out.println("seed " + seed + ": " + CASES + " lines, of which never run " + never + ", differ " + seen);
        assertThat(seen).as("seed %d: each difference that is listed is there still", seed)
                .containsOnlyKeys(Difference.values());
    }

    /** A line that never runs is refused by us. */
    private static Optional<CronLine> ours(String line) {
        try {
            return Optional.of(CronLine.parse(line));
        } catch (InvalidTriggerException never) {
            assertThat(never).hasMessage("cron line '" + line + "': it never runs: no year has such a day");
            return Optional.empty();
        }
    }

    private static String others(String line, LocalDateTime start) {
        try {
            ExecutionTime other = ExecutionTime
                    .forCron(OTHER.parse(String.join(" ", sixFields(line)).replace('?', '*')));
            return times(start,
                    after -> other.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime));
        } catch (DateTimeException noSuchDay) {
            return noSuchDay.getMessage();
        }
    }

    private static String times(LocalDateTime start, LocalTimes times) {
        StringBuilder all = new StringBuilder();
        Optional<LocalDateTime> at = Optional.of(start);
        for (int i = 0; i < TIMES && at.isPresent(); i++) {
            at = times.next(at.get());
            all.append(at.map(LocalDateTime::toString).orElse("never")).append(' ');
        }
        return all.toString();
    }

    private static boolean isOpen(String field) {
        return field.equals("*") || field.equals("?");
    }

    private static String[] sixFields(String line) {
        String[] fields = line.split(Pattern.quote(" "));
        return fields.length == 6 ? fields : ("0 " + line).split(" ");
    }

    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron().withSeconds().withStrictRange().and().withMinutes().withStrictRange()
                .and()
                .withHours().withStrictRange().and().withDayOfMonth().supportsL().supportsW().supportsLW()
                .withStrictRange().and()
                .withMonth().withStrictRange().and().withDayOfWeek().withValidRange(0, 7).withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash().supportsL().withStrictRange().and().instance();
    }
}
