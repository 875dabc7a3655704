package io.irodsingest.workers3;

/** ETags in the forms in which stores write them. */
final class Etags {
    private static final String WEAK = "W/";

    private Etags() {}

    /** In quotes, and without the mark of a weak one; empty for an empty one. */
    static String canonical(String etag) {
        String strong = etag.startsWith(WEAK) ? etag.substring(WEAK.length()) : etag;
        return strong.isEmpty() || strong.startsWith("\"") ? strong : '"' + strong + '"';
    }

    static boolean same(String one, String other) {
        return canonical(one).equals(canonical(other));
    }

    /** Whether a request can be made on the condition that an object has this ETag: no condition holds for a weak one. */
    static boolean isCondition(String etag) {
        return !etag.isEmpty() && !etag.startsWith(WEAK);
    }
}
