package io.irodsingest.workers3.key;

import java.util.Comparator;

/**
 * The order in which S3 lists keys: that of their bytes in UTF-8, which differs from that of Java's strings in that
 * surrogates come last.
 */
public final class KeyOrder {
    public static final Comparator<String> KEYS = KeyOrder::compare;

    private KeyOrder() {}

    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + Character.MAX_VALUE : c;
    }
}
