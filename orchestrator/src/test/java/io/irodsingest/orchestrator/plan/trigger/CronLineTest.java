package io.irodsingest.orchestrator.plan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lines of cron mean on a calendar, and how wrong ones are told. */
class CronLineTest {
    private static final String OF_NUMBERS = ", *, ranges (1-5), steps (*/2), and lists of these";

    /** The next four days, after Friday, 27 November 2026. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0 0 * * MON-FRI      | 2026-11-30 2026-12-01 2026-12-02 2026-12-03",
            "0 0 * * fri-sun      | 2026-11-28 2026-11-29 2026-12-04 2026-12-05",
            "0 0 * * 5-7          | 2026-11-28 2026-11-29 2026-12-04 2026-12-05",
            "0 0 * * sun,1        | 2026-11-29 2026-11-30 2026-12-06 2026-12-07",
            "0 0 * * 7            | 2026-11-29 2026-12-06 2026-12-13 2026-12-20",
            "0 0 * * */2          | 2026-11-28 2026-11-29 2026-12-01 2026-12-03",
            "0 0 * * 1/3          | 2026-11-30 2026-12-03 2026-12-07 2026-12-10",
            "0 0 ? * ?            | 2026-11-28 2026-11-29 2026-11-30 2026-12-01",
            "0 0 L * *            | 2026-11-30 2026-12-31 2027-01-31 2027-02-28",
            "0 0 L-27 * *         | 2026-12-04 2027-01-04 2027-02-01 2027-03-04",
            "0 0 LW * *           | 2026-11-30 2026-12-31 2027-01-29 2027-02-26",
            "0 0 1W * *           | 2026-12-01 2027-01-01 2027-02-01 2027-03-01",
            "0 0 1W 5 *           | 2027-05-03 2028-05-01 2029-05-01 2030-05-01",
            "0 0 31W * *          | 2026-12-31 2027-01-29 2027-03-31 2027-05-31",
            "0 0 28W 2 *          | 2027-02-26 2028-02-28 2029-02-28 2030-02-28",
            "0 0 29W 2 *          | 2028-02-29 2032-02-27 2036-02-29 2040-02-29",
            "0 0 15,L,1W * *      | 2026-11-30 2026-12-01 2026-12-15 2026-12-31",
            "0 0 * * FRIL         | 2026-12-25 2027-01-29 2027-02-26 2027-03-26",
            "0 0 * * 7#2          | 2026-12-13 2027-01-10 2027-02-14 2027-03-14",
            "0 0 * * MON#1,FRIL,3 | 2026-12-02 2026-12-07 2026-12-09 2026-12-16",
            // both fields of days: either is enough
            "0 0 1,15 * MON       | 2026-11-30 2026-12-01 2026-12-07 2026-12-14",
            "0 0 15W * 0          | 2026-11-29 2026-12-06 2026-12-13 2026-12-15",
            // a field that begins with * restricts nothing
            "0 0 */2 * MON        | 2026-12-07 2026-12-21 2027-01-11 2027-01-25",
            "0 0 29 2 *           | 2028-02-29 2032-02-29 2036-02-29 2040-02-29",
            "0 0 29 feb *         | 2028-02-29 2032-02-29 2036-02-29 2040-02-29",
            "0 0 * 2 TUE#5        | 2028-02-29 2056-02-29 2084-02-29 2124-02-29",
            "0 0 31 * *           | 2026-12-31 2027-01-31 2027-03-31 2027-05-31",
            "@weekly              | 2026-11-29 2026-12-06 2026-12-13 2026-12-20",
            "@Monthly             | 2026-12-01 2027-01-01 2027-02-01 2027-03-01",
            "@yearly              | 2027-01-01 2028-01-01 2029-01-01 2030-01-01",
            "@annually            | 2027-01-01 2028-01-01 2029-01-01 2030-01-01",
            "@daily               | 2026-11-28 2026-11-29 2026-11-30 2026-12-01",
            "@midnight            | 2026-11-28 2026-11-29 2026-11-30 2026-12-01"})
    void days(String line, String expected) {
        assertThat(next(line, "2026-11-27T12:00").stream().map(time -> time.toString().substring(0, 10)).toList())
                .isEqualTo(List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "*/25 * * * *         | 12:25 12:50 13:00 13:25",
            "5 * * * *            | 12:05 13:05 14:05 15:05",
            "@hourly              | 13:00 14:00 15:00 16:00",
            "0/20 12-13 * * *     | 12:20 12:40 13:00 13:20",
            "50-55/3,58 * * * *   | 12:50 12:53 12:58 13:50",
            "0   */6  *\t* *      | 18:00 00:00 06:00 12:00",
            "*/20 0 12 * * *      | 12:00:20 12:00:40 12:00 12:00:20",
            "30 59 23 * * *       | 23:59:30 23:59:30 23:59:30 23:59:30"})
    void timesOfTheDay(String line, String expected) {
        assertThat(next(line, "2026-11-27T12:00").stream().map(time -> time.toLocalTime().toString()).toList())
                .isEqualTo(List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "60 * * * *     | minute '60' is not valid: 60 is not from 0 to 59; allowed are 0 to 59#",
            "0 24 * * *     | hour '24' is not valid: 24 is not from 0 to 23; allowed are 0 to 23#",
            "99 0 0 * * *   | second '99' is not valid: 99 is not from 0 to 59; allowed are 0 to 59#",
            "0 0 * 13 *     | month '13' is not valid: 13 is not from 1 to 12; allowed are 1 to 12 or JAN to DEC#",
            "0 0 * Mai *    | month 'Mai' is not valid: 'MAI' is no number and no name; allowed are 1 to 12 or JAN to DEC#",
            "x * * * *      | minute 'x' is not valid: 'X' is no number; allowed are 0 to 59#",
            "*/0 * * * *    | minute '*/0' is not valid: the step 0 is not from 1 to 60; allowed are 0 to 59#",
            "*/90 * * * *   | minute '*/90' is not valid: the step 90 is not from 1 to 60; allowed are 0 to 59#",
            "*/x * * * *    | minute '*/x' is not valid: the step 'X' is not a number; allowed are 0 to 59#",
            "*/2/3 * * * *  | minute '*/2/3' is not valid: '*/2/3' has two steps; allowed are 0 to 59#",
            "1,,2 * * * *   | minute '1,,2' is not valid: a value is missing; allowed are 0 to 59#",
            "1- * * * *     | minute '1-' is not valid: a value is missing; allowed are 0 to 59#",
            "-5 * * * *     | minute '-5' is not valid: a value is missing; allowed are 0 to 59#",
            "1-2-3 * * * *  | minute '1-2-3' is not valid: '1-2-3' is not a range; allowed are 0 to 59#",
            "0 22-2 * * *   | hour '22-2' is not valid: the range '22-2' goes backwards, and has to be written as two; allowed are 0 to 23#",
            "L * * * *      | minute 'L' is not valid: 'L' is no number; allowed are 0 to 59#"})
    void wrongFields(String line, String message) {
        assertThatThrownBy(() -> CronLine.parse(line)).isInstanceOf(InvalidTriggerException.class)
                .hasMessage("cron line '" + line + "': " + message.replace("#", OF_NUMBERS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0 0 32 * *     | day of month '32' is not valid: 32 is not from 1 to 31",
            "0 0 0W * *     | day of month '0W' is not valid: 0 is not from 1 to 31",
            "0 0 W * *      | day of month 'W' is not valid: 'W' is no number",
            "0 0 L-28 * *   | day of month 'L-28' is not valid: in 'L-28' 28 is not from 1 to 27",
            "0 0 1-L * *    | day of month '1-L' is not valid: 'L' is no number",
            "0 0 * * 8      | day of week '8' is not valid: 8 is not from 0 to 7",
            "0 0 * * MONDAY | day of week 'MONDAY' is not valid: 'MONDAY' is no number and no name",
            "0 0 * * FRI-MON | day of week 'FRI-MON' is not valid: the range 'FRI-MON' goes backwards, and has to be written as two",
            "0 0 * * L      | day of week 'L' is not valid: L needs the day whose last one is meant, like FRIL",
            "0 0 * * FRI#6  | day of week 'FRI#6' is not valid: in 'FRI#6' 6 is not from 1 to 5",
            "0 0 * * 15W    | day of week '15W' is not valid: '15W' is no number and no name",
            "0 0 * * 1-5L   | day of week '1-5L' is not valid: '5L' is no number and no name"})
    void wrongDays(String line, String message) {
        String allowed = line.startsWith("0 0 * *")
                ? "0 to 7 or SUN to SAT, *, ranges (1-5), steps (*/2), FRIL, FRI#2, and lists of these"
                : "1 to 31, *, ranges (1-5), steps (*/2), L, L-3, LW, 15W, and lists of these";
        assertThatThrownBy(() -> CronLine.parse(line)).isInstanceOf(InvalidTriggerException.class)
                .hasMessage("cron line '" + line + "': " + message + "; allowed are " + allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''               | it has 0 fields, not 5 (minute, hour, day of month, month, day of week) or 6 (second before them)",
            "0 2 * *          | it has 4 fields, not 5 (minute, hour, day of month, month, day of week) or 6 (second before them)",
            "0 0 12 * * ? 2027 | it has 7 fields, not 5 (minute, hour, day of month, month, day of week) or 6 (second before them)",
            "@reboot          | a schedule knows no reboot; allowed are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly",
            "@dayly           | there is no such name; allowed are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly"})
    void wrongLines(String line, String message) {
        assertThatThrownBy(() -> CronLine.parse(line)).isInstanceOf(InvalidTriggerException.class)
                .hasMessage("cron line '" + line + "': " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 2 *", "0 0 31 2,4,6,9,11 *", "0 0 30W 2 *", "0 0 */31 2 MON#2"})
    void whatNeverRunsIsRefused(String line) {
        assertThatThrownBy(() -> CronLine.parse(line)).isInstanceOf(InvalidTriggerException.class)
                .hasMessage("cron line '" + line + "': it never runs: no year has such a day");
    }

    @Test
    void aLineThatIsTooLongIsNotRepeatedInItsMessage() {
        assertThatThrownBy(() -> CronLine.parse("1,".repeat(500) + "1 * * * *"))
                .isInstanceOf(InvalidTriggerException.class)
                .hasMessage("cron line '1,1,1,1,1,1,1,1,1,1,...' has 1009 characters; 200 are the most");
    }

    /** Reports 57, 250 and 317 of rq-scheduler: a time that has just run is not the next one. */
    @Test
    void theNextTimeIsStrictlyLater() {
        CronLine daily = CronLine.parse("0 2 * * *");
        LocalDateTime ran = LocalDateTime.parse("2026-11-27T02:00");
        assertThat(daily.next(ran)).hasValue(ran.plusDays(1));
        assertThat(daily.next(ran.plusSeconds(30))).hasValue(ran.plusDays(1));
        assertThat(daily.next(ran.minusNanos(1))).hasValue(ran);
    }

    private static List<LocalDateTime> next(String line, String after) {
        CronLine cron = CronLine.parse(line);
        List<LocalDateTime> times = new ArrayList<>();
        Optional<LocalDateTime> at = Optional.of(LocalDateTime.parse(after));
        for (int i = 0; i < 4; i++) {
            at = cron.next(at.orElseThrow());
            times.add(at.orElseThrow());
        }
        return times;
    }
}
