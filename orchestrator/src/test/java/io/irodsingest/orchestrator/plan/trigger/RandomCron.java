package io.irodsingest.orchestrator.plan.trigger;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Random;

/** Draws lines of cron of all forms, and times to begin at. */
final class RandomCron {
    private static final List<String> MONTHS = List.of("JAN", "feb", "MAR", "APR", "MAY", "JUN", "jul", "AUG", "SEP",
            "OCT", "NOV",
            "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "tue", "WED", "THU", "FRI", "Sat");

    private final Random random;

    RandomCron(Random random) {
        this.random = random;
    }

    String line() {
        String second = random.nextInt(3) == 0 ? numbers(0, 59) + ' ' : "";
        return second + String.join(" ", numbers(0, 59), numbers(0, 23), dayOfMonth(), month(), dayOfWeek());
    }

    LocalDateTime time() {
        return LocalDateTime.of(between(1975, 2060), between(1, 12), between(1, 28), between(0, 23), between(0, 59),
                between(0, 59));
    }

    private String dayOfMonth() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> "*";
            case 5 -> "L";
            case 6 -> "LW";
            case 7 -> "L-" + between(1, 27);
            case 8 -> between(1, 31) + "W";
            case 9 -> between(1, 31) + ",L";
            default -> numbers(1, 31);
        };
    }

    private String dayOfWeek() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2, 3, 4 -> "*";
            case 5 -> "?";
            case 6 -> between(0, 7) + "#" + between(1, 5);
            case 7 -> DAYS.get(between(0, 6)) + "#" + between(1, 5);
            case 8 -> between(0, 7) + "L";
            case 9 -> DAYS.get(between(0, 6)) + ',' + between(0, 7);
            case 10 -> between(0, 3) + "-" + between(4, 7);
            default -> numbers(0, 6);
        };
    }

    private String month() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> "*";
            case 2 -> MONTHS.get(between(0, 11));
            case 3 -> MONTHS.get(between(0, 5)) + '-' + MONTHS.get(between(6, 11));
            default -> numbers(1, 12);
        };
    }

    private String numbers(int least, int most) {
        return switch (random.nextInt(7)) {
            case 0 -> "*";
            case 1 -> "*/" + between(1, most - least);
            case 2 -> between(least, most) + "/" + between(1, most - least);
            case 3 -> range(least, most) + "/" + between(1, most - least);
            case 4 -> between(least, most) + "," + range(least, most);
            case 5 -> range(least, most);
            default -> Integer.toString(between(least, most));
        };
    }

    private String range(int least, int most) {
        int from = between(least, most);
        return from + "-" + between(from, most);
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }
}
