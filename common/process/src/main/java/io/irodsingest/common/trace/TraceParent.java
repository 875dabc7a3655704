package io.irodsingest.common.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a {@code traceparent} header. Source: W3C Recommendation "Trace Context", level 1, section 3.2.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all 0
 * @param parentId the span that the receiver's work belongs below: 16 hexadecimal digits in lower case, not all 0
 * @param sampled whether the sender may have recorded what it did
 */
public record TraceParent(String traceId, String parentId, boolean sampled) {
    /** The name of the header, in HTTP and in messages. */
    public static final String HEADER = "traceparent";

    /** A later version may have more behind the flags, after another hyphen; ff is no version. */
    private static final Pattern FORM = Pattern.compile("(?<version>(?!ff)[0-9a-f]{2})-(?<trace>(?!0{32})[0-9a-f]{32})"
            + "-(?<parent>(?!0{16})[0-9a-f]{16})-(?<flags>[0-9a-f]{2})(?<rest>-.*)?");
    private static final String FIRST_VERSION = "00";
    private static final int HEXADECIMAL = 16;
    private static final int SAMPLED = 1;
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    /** @return empty for what is invalid and so to be ignored */
    public static Optional<TraceParent> parse(String header) {
        Matcher form = FORM.matcher(header);
        if (!form.matches() || form.group("version").equals(FIRST_VERSION) && form.group("rest") != null) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(form.group("flags"), HEXADECIMAL) & SAMPLED) != 0;
        return Optional.of(new TraceParent(form.group("trace"), form.group("parent"), sampled));
    }

    /** Made of a name: the same for the same name in every process, so that nobody has to keep it or ask for it. */
    public static TraceParent of(String name) {
        byte[] hash = sha256(name);
        return new TraceParent(HexFormat.of().formatHex(hash, 0, TRACE_BYTES),
                HexFormat.of().formatHex(hash, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES), false);
    }

    /** The same trace below a new span. */
    TraceParent withNewSpan() {
        long span = ThreadLocalRandom.current().nextLong();
        return new TraceParent(traceId, HexFormat.of().toHexDigits(span == 0 ? 1 : span), sampled);
    }

    /** The header's value in version 00. */
    @Override
    public String toString() {
        return FIRST_VERSION + '-' + traceId + '-' + parentId + '-' + (sampled ? "01" : "00");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
