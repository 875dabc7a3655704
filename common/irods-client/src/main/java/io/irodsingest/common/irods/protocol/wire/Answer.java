package io.irodsingest.common.irods.protocol.wire;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message from the server. Valid until the next one is read.
 *
 * @param type of the message header
 * @param status the header's intInfo
 */
public record Answer(String type, int status, PiReader body, PiReader errors) {
    private static final byte[] MSG = PiWriter.ascii("<msg>");
    private static final Pattern NESTED = Pattern.compile("message \\[(.*)]\\s*$", Pattern.DOTALL);

    public Reply reply() {
        return status == 0 ? Reply.OK : new Reply(status, status > 0 ? "" : words());
    }

    /** Throws what the server refused. */
    public Answer orThrow() throws IrodsException {
        if (status < 0) {
            throw new IrodsException(status, reply().explain());
        }
        return this;
    }

    /** The first of the server's messages that is not empty. */
    private String words() {
        while (errors.find(MSG)) {
            String message = errors.text().strip();
            if (!message.isEmpty()) {
                Matcher nested = NESTED.matcher(message);
                return nested.find() ? nested.group(1) : message;
            }
        }
        return "";
    }
}
