package io.irodsingest.miniirods.catalog;

import java.time.Instant;

/** Times as the catalog keeps them: seconds since the epoch, zero-padded to eleven digits. */
public final class Times {
    private Times() {}

    public static String now() {
        return of(Instant.now().getEpochSecond());
    }

    public static String of(long seconds) {
        String digits = Long.toString(seconds);
        return seconds < 0 || digits.length() >= 11 ? digits : "0".repeat(11 - digits.length()) + digits;
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
