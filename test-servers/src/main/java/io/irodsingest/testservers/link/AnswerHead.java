package io.irodsingest.testservers.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP answer, or bytes that are none.
 *
 * @param bytes as they came
 * @param status 0 when these bytes are no answer
 * @param length what the answer says of its body's length; -1 when it says nothing
 * @param isChunked whether the body comes in chunks, each with its length
 */
record AnswerHead(byte[] bytes, int status, long length, boolean isChunked) {
    private static final int LONGEST = 64 * 1024;
    private static final int END = 0x0D0A0D0A;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\r\n]*\r\n");
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("\r\ntransfer-encoding: *chunked");
    private static final int LEAST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    boolean isAnswer() {
        return status > 0;
    }

    /** Whether the answer proper is still to come, as behind 100. */
    boolean isPreliminary() {
        return status < LEAST_FINAL;
    }

    boolean hasBody(boolean toHead) {
        return !toHead && status != NO_CONTENT && status != NOT_MODIFIED;
    }

    /** The head with fields that take the place of those of the same names. */
    byte[] with(Map<String, String> fields) {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String name : fields.keySet()) {
            head = head.replaceAll("(?i)\r\n" + Pattern.quote(name) + ":[^\r]*", "");
        }
        StringBuilder changed = new StringBuilder(head.substring(0, head.length() - "\r\n".length()));
        fields.forEach((name, value) -> changed.append(name).append(": ").append(value).append("\r\n"));
        return changed.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads a head; fewer bytes when the stream ends or what comes is clearly none. */
    static AnswerHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last4 = 0;
        while (last4 != END && bytes.size() < LONGEST) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            last4 = last4 << Byte.SIZE | next;
            if (bytes.size() == 1 && next != 'H') {
                break;
            }
        }
        return parse(bytes.toByteArray(), last4 == END);
    }

    private static AnswerHead parse(byte[] bytes, boolean whole) {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher line = STATUS_LINE.matcher(head);
        if (!whole || !line.lookingAt()) {
            return new AnswerHead(bytes, 0, -1, false);
        }
        String fields = head.toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(fields);
        return new AnswerHead(bytes, Integer.parseInt(line.group(1)), length.find()
                ? Long.parseLong(length.group(1))
                : -1, CHUNKED.matcher(fields).find());
    }
}
