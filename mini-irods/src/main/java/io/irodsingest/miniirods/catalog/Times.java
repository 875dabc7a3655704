package io.irodsingest.miniirods.catalog;

import java.time.Instant;
import java.util.Locale;

/** Times as the catalog keeps them: seconds since the epoch, zero-padded to eleven characters. */
public final class Times {
    private Times() {}

    public static String now() {
        return of(Instant.now().getEpochSecond());
    }

    public static String of(long seconds) {
        return String.format(Locale.ROOT, "%011d", seconds);
    }

    /** Pads a time that a client gave; what is no number stays as it is. */
    public static String padded(String seconds) {
        try {
            return of(Long.parseLong(seconds.strip()));
        } catch (NumberFormatException e) {
            return seconds;
        }
    }
}
