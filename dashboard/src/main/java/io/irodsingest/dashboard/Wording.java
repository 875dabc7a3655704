package io.irodsingest.dashboard;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers, sizes, lengths of time and states as people read them, in the same form for everybody. */
public final class Wording {
    private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
    private static final int UNIT = 1024;
    private static final int MINUTE = 60;

    private Wording() {}

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** With one decimal below ten. */
    public static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 10 ? "%,.1f/s" : "%,.0f/s", rate);
    }

    public static String bytes(long bytes) {
        if (bytes < UNIT) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= UNIT && unit < UNITS.size() - 1) {
            size /= UNIT;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS.get(unit));
    }

    /** The two largest units. */
    public static String length(double seconds) {
        Duration time = Duration.ofSeconds(Math.max(0, Math.round(seconds)));
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toSeconds() < MINUTE
                ? time.toSeconds() + " s"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    /** A name of a constant, like that of a state or of a count, in words. */
    public static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What is done to jobs, as a button says it. */
    public static String order(String order) {
        return order.equals("retry")
                ? "Retry failures of"
                : Character.toUpperCase(order.charAt(0)) + order.substring(1);
    }

    /** How many there are of something. */
    public static String jobs(int number) {
        return number == 1 ? "1 job" : count(number) + " jobs";
    }

    /** What something counted; sums of sizes as sizes. @param name of the count, as JSON has it */
    public static String counted(String name, long number) {
        return name.equals("bytes") || name.endsWith("_bytes") ? bytes(number) : count(number);
    }

    /** The beginning of a text that may be long. */
    public static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    }
}
