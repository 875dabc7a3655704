package io.irodsingest.testservers.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP request, or bytes that are none.
 *
 * @param bytes as they came
 * @param method empty when these bytes are no request
 * @param path with the query, as the client wrote it
 * @param body bytes that follow; -1 when their number is not told beforehand
 * @param expectsContinue whether the client may wait for a word before it sends the body
 */
record RequestHead(byte[] bytes, String method, String path, long body, boolean expectsContinue) {
    private static final int LONGEST = 64 * 1024;
    private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.[01]\r\n");
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)");
    private static final Pattern EXPECT = Pattern.compile("\r\nexpect: *100-continue");

    boolean isRequest() {
        return !method.isEmpty();
    }

    /** Reads a head; fewer bytes when the stream ends or what comes is clearly none. */
    static RequestHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int last4 = 0;
        boolean inMethod = true;
        while (last4 != 0x0D0A0D0A && bytes.size() < LONGEST) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            last4 = last4 << 8 | next;
            boolean capital = next >= 'A' && next <= 'Z';
            if (inMethod && !capital && (next != ' ' || bytes.size() == 1)) {
                break;
            }
            inMethod &= capital;
        }
        return parse(bytes.toByteArray());
    }

    private static RequestHead parse(byte[] bytes) {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher line = REQUEST_LINE.matcher(head);
        if (!line.lookingAt()) {
            return new RequestHead(bytes, "", "", -1, false);
        }
        String fields = head.toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(fields);
        long none = fields.contains("\r\ntransfer-encoding:") ? -1 : 0;
        return new RequestHead(bytes, line.group(1), line.group(2), length.find()
                ? Long.parseLong(length.group(1))
                : none, EXPECT.matcher(fields).find());
    }
}
