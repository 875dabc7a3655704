package io.irodsingest.testservers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** When requests are refused as too many, and how. Thread-safe. */
final class SlowDown {
    private static final String BODY = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>SlowDown</Code>"
            + "<Message>Please reduce your request rate.</Message><RequestId>faulty-link</RequestId></Error>";

    private boolean limited;
    private long end;
    private int left;

    synchronized void during(Duration time) {
        limited = true;
        end = System.nanoTime() + time.toNanos();
    }

    synchronized void next(int requests) {
        left = requests;
    }

    synchronized boolean refuses() {
        if (left > 0) {
            left--;
            return true;
        }
        limited = limited && System.nanoTime() - end < 0;
        return limited;
    }

    /**
     * @param head whether the request was HEAD, which has an answer without a body
     * @param last whether the connection ends with this answer
     */
    static byte[] answer(boolean head, boolean last) {
        String text = "HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: "
                + (head ? 0 : BODY.length()) + "\r\nConnection: " + (last ? "close" : "keep-alive") + "\r\n\r\n";
        return (head ? text : text + BODY).getBytes(StandardCharsets.US_ASCII);
    }
}
