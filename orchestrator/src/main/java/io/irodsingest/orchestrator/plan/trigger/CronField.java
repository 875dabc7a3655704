package io.irodsingest.orchestrator.plan.trigger;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A field of a line of cron: what may stand in it. It is rewritten into single numbers and what only a calendar can resolve, so that
 * the library has nothing to interpret in which crons differ.
 */
enum CronField {
    SECOND("second", 0, 59), MINUTE("minute", 0, 59), HOUR("hour", 0, 23), DAY_OF_MONTH("day of month", 1, 31), MONTH(
            "month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
            "DEC"), DAY_OF_WEEK("day of week", 0, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    /** February has 28 days: a day farther from its end would be one of January. */
    private static final int FARTHEST_FROM_END = 27;
    private static final Pattern FROM_END = Pattern.compile("L-(\\d{1,2})");
    private static final Pattern WEEKDAY_NEAR = Pattern.compile("(\\d{1,2})W");
    private static final Pattern LAST = Pattern.compile("(\\w+)L");
    private static final Pattern NTH = Pattern.compile("(\\w+)#(\\d{1,2})");
    private static final int MOST_WEEKS = 5;

    private final String text;
    private final int least;
    private final int most;
    private final List<String> names;

    CronField(String text, int least, int most, String... names) {
        this.text = text;
        this.least = least;
        this.most = most;
        this.names = List.of(names);
    }

    String text() {
        return text;
    }

    /** Whether a field with this text leaves all values open, and so leaves it to the other field of days which days they are. */
    static boolean isOpen(String field) {
        return field.startsWith("*") || field.equals("?");
    }

    /** @throws InvalidTriggerException with the field, what is wrong in it, and what is allowed */
    Values values(String field) {
        BitSet numbers = new BitSet();
        List<String> resolved = new ArrayList<>();
        List<Integer> weekdays = new ArrayList<>();
        try {
            if (field.equals("?") && isOfDays()) {
                numbers.set(least, highest() + 1);
            } else {
                for (String element : field.toUpperCase(Locale.ROOT).split(",", -1)) {
                    Matcher weekday = WEEKDAY_NEAR.matcher(element);
                    if (this == DAY_OF_MONTH && weekday.matches()) {
                        weekdays.add(number(weekday.group(1)));
                    } else {
                        special(element).ifPresentOrElse(resolved::add, () -> plain(element, numbers));
                    }
                }
            }
        } catch (Trouble trouble) {
            throw new InvalidTriggerException(text + " '" + field + "' is not valid: " + trouble.getMessage()
                    + "; allowed are " + allowed());
        }
        return new Values(numbers, resolved, weekdays, numbers.cardinality() == highest() - least + 1);
    }

    private boolean isOfDays() {
        return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    /** Sunday is 0 and 7 alike. */
    private int highest() {
        return this == DAY_OF_WEEK ? 6 : most;
    }

    private void plain(String element, BitSet numbers) {
        String[] parts = element.split("/", -1);
        if (parts.length > 2) {
            throw new Trouble("'" + element + "' has two steps");
        }
        int step = parts.length == 2 ? step(parts[1]) : 1;
        int from;
        int to;
        if (parts[0].equals("*")) {
            from = least;
            to = highest();
        } else if (parts[0].contains("-")) {
            String[] ends = parts[0].split("-", -1);
            if (ends.length != 2) {
                throw new Trouble("'" + parts[0] + "' is not a range");
            }
            from = number(ends[0]);
            to = this == DAY_OF_WEEK && ends[1].equals("SUN") && from > 0 ? most : number(ends[1]);
            if (from > to) {
                throw new Trouble("the range '" + parts[0] + "' goes backwards, and has to be written as two");
            }
        } else {
            from = number(parts[0]);
            to = parts.length == 2 ? Math.max(from, highest()) : from;
        }
        for (int value = from; value <= to; value += step) {
            numbers.set(this == DAY_OF_WEEK ? value % most : value);
        }
    }

    private int step(String step) {
        int count = highest() - least + 1;
        int number = digits(step).orElseThrow(() -> new Trouble("the step '" + step + "' is not a number"));
        if (number < 1 || number > count) {
            throw new Trouble("the step " + step + " is not from 1 to " + count);
        }
        return number;
    }

    private int number(String value) {
        if (names.contains(value)) {
            return names.indexOf(value) + least;
        }
        if (value.isEmpty()) {
            throw new Trouble("a value is missing");
        }
        int number = digits(value).orElseThrow(() -> new Trouble("'" + value + "' is no "
                + (names.isEmpty() ? "number" : "number and no name")));
        if (number < least || number > most) {
            throw new Trouble(value + " is not from " + least + " to " + most);
        }
        return number;
    }

    private static Optional<Integer> digits(String value) {
        return value.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(value)) : Optional.empty();
    }

    private Optional<String> special(String element) {
        return switch (this) {
            case DAY_OF_MONTH -> dayOfMonth(element);
            case DAY_OF_WEEK -> dayOfWeek(element);
            default -> Optional.empty();
        };
    }

    private Optional<String> dayOfMonth(String element) {
        Matcher fromEnd = FROM_END.matcher(element);
        if (element.equals("L") || element.equals("LW")) {
            return Optional.of(element);
        }
        if (fromEnd.matches()) {
            int days = Integer.parseInt(fromEnd.group(1));
            if (days < 1 || days > FARTHEST_FROM_END) {
                throw new Trouble("in '" + element + "' " + days + " is not from 1 to " + FARTHEST_FROM_END);
            }
            return Optional.of("L-" + days);
        }
        return Optional.empty();
    }

    private Optional<String> dayOfWeek(String element) {
        Matcher last = LAST.matcher(element);
        Matcher nth = NTH.matcher(element);
        if (element.equals("L")) {
            throw new Trouble("L needs the day whose last one is meant, like FRIL");
        }
        if (nth.matches()) {
            int week = Integer.parseInt(nth.group(2));
            if (week < 1 || week > MOST_WEEKS) {
                throw new Trouble("in '" + element + "' " + week + " is not from 1 to " + MOST_WEEKS);
            }
            return Optional.of(number(nth.group(1)) % most + "#" + week);
        }
        return last.matches() ? Optional.of(number(last.group(1)) % most + "L") : Optional.empty();
    }

    private String allowed() {
        String numbers = least + " to " + most
                + (names.isEmpty() ? "" : " or " + names.getFirst() + " to " + names.getLast());
        String specials = switch (this) {
            case DAY_OF_MONTH -> ", L, L-3, LW, 15W";
            case DAY_OF_WEEK -> ", FRIL, FRI#2";
            default -> "";
        };
        return numbers + ", *, ranges (1-5), steps (*/2)" + specials + ", and lists of these";
    }

    /**
     * What a field stands for.
     *
     * @param numbers that it names; Sunday is 0
     * @param resolved what depends on the month, in the library's syntax
     * @param weekdays days of the month of which the nearest weekday is meant, like 15W
     * @param all whether the numbers are all that there are
     */
    record Values(BitSet numbers, List<String> resolved, List<Integer> weekdays, boolean all) {

        /** Whether nothing but weekdays is meant. */
        boolean isEmpty() {
            return numbers.isEmpty() && resolved.isEmpty();
        }

        /** For the library, without the weekdays. */
        String text() {
            if (all) {
                return "*";
            }
            List<String> elements = new ArrayList<>(resolved);
            numbers.stream().mapToObj(Integer::toString).forEach(elements::add);
            return elements.stream().collect(Collectors.joining(","));
        }
    }

    /** What is wrong in a field, before its name is put to it. */
    private static final class Trouble extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Trouble(String message) {
            super(message);
        }
    }
}
