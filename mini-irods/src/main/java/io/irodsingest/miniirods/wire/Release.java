package io.irodsingest.miniirods.wire;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of iRODS, as servers and clients announce it: {@code rods4.2.8}. */
public record Release(int major, int minor, int patch) implements Comparable<Release> {
    /** The oldest one that is played here. */
    public static final Release OLDEST = new Release(4, 2, 0);
    /** The one whose answers this server is held against. */
    public static final Release NEWEST = new Release(5, 0, 2);

    private static final Pattern TEXT = Pattern.compile("(?:rods)?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");
    private static final Comparator<Release> ORDER = Comparator.comparingInt(Release::major)
            .thenComparingInt(Release::minor).thenComparingInt(Release::patch);

    /** Reads {@code 4.2.8} or {@code rods4.2.8}; empty for anything else, also for {@code rods3.2}. */
    public static Optional<Release> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /**
     * The release to play.
     *
     * @throws IllegalArgumentException says what is wrong with the text
     */
    public static Release played(String text) {
        return parse(text).filter(release -> release.isAtLeast(OLDEST) && NEWEST.isAtLeast(release))
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no release that can be played: give"
                        + " one from " + OLDEST + " to " + NEWEST));
    }

    public boolean isAtLeast(Release other) {
        return compareTo(other) >= 0;
    }

    /** As it is announced. */
    public String announced() {
        return "rods" + this;
    }

    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
