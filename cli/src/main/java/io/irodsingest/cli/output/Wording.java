package io.irodsingest.cli.output;

import io.irodsingest.adminapi.JobView;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Counts in words. */
public final class Wording {
    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private Wording() {}

    /** Those that are not 0, like {@code 3 files, 2 links}; what is said otherwise when all are. */
    static String counts(JobView job, List<String> names, String otherwise) {
        String text = names.stream().filter(name -> job.count(name) > 0)
                .map(name -> String.format(Locale.ROOT, "%,d %s", job.count(name), name.replace('_', ' ')))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? otherwise : text;
    }

    /** A number with its noun: {@code 1 file}, {@code 1,000 files}. */
    public static String counted(long number, String singular, String plural) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? singular : plural);
    }

    static String bytes(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024) {
            amount /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, UNITS.get(unit));
    }
}
