package io.irodsingest.testservers.link;

import java.nio.charset.StandardCharsets;

/** What a store answers, in S3's words, to what it does not do. */
enum Refusal {
    SLOW_DOWN("503 Slow Down", "SlowDown", "Please reduce your request rate."), ACCESS_DENIED("403 Forbidden",
            "AccessDenied", "Access Denied");

    private final String status;
    private final String body;

    Refusal(String status, String code, String message) {
        this.status = status;
        this.body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message><RequestId>faulty-link</RequestId></Error>";
    }

    /**
     * @param head whether the request was HEAD, which has an answer without a body
     * @param last whether the connection ends with this answer
     */
    byte[] answer(boolean head, boolean last) {
        String text = "HTTP/1.1 " + status + "\r\nContent-Type: application/xml\r\nContent-Length: "
                + (head ? 0 : body.length()) + "\r\nConnection: " + (last ? "close" : "keep-alive") + "\r\n\r\n";
        return (head ? text : text + body).getBytes(StandardCharsets.US_ASCII);
    }
}
