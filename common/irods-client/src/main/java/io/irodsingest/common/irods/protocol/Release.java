package io.irodsingest.common.irods.protocol;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of the iRODS server, and what it knows (apiNumber.h and plug-in numbers of tags 4.2.8 to 5.0.2). */
public record Release(int major, int minor, int patch) implements Comparable<Release> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");
    private static final Comparator<Release> ORDER = Comparator.comparingInt(Release::major)
            .thenComparingInt(Release::minor).thenComparingInt(Release::patch);
    /** For one that does not say what it is. */
    private static final Release NEWEST = new Release(9999, 0, 0);

    /** @param text as servers write it, {@code rods4.2.8} for example */
    public static Release of(String text) {
        Matcher found = NUMBERS.matcher(text);
        if (!found.find()) {
            return NEWEST;
        }
        return new Release(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)),
                found.group(3) == null ? 0 : Integer.parseInt(found.group(3)));
    }

    /** Whether it authenticates by 110000; by 703 and 704 alone if not. */
    public boolean hasPluggableAuthentication() {
        return isAtLeast(4, 3, 0);
    }

    /** Whether replicas that are open have tokens: 20003 and 20004. */
    boolean hasReplicaTokens() {
        return isAtLeast(4, 2, 9);
    }

    /** Whether files are registered by 20008; by 630 if not. */
    boolean hasRegisterPhysicalPath() {
        return isAtLeast(4, 2, 11);
    }

    /** Whether it answers GenQuery2. */
    boolean hasGenQuery2() {
        return isAtLeast(4, 3, 2);
    }

    /** Whether it is that one or a later one. */
    boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        return compareTo(new Release(otherMajor, otherMinor, otherPatch)) >= 0;
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
