package io.irodsingest.common.irods.protocol.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;

/** Reads messages of the server. Not thread-safe. */
public final class AnswerReader {
    private static final int LARGEST_HEADER = 4096;
    private static final int LARGEST_PART = 256 * 1024 * 1024;
    private static final byte[] TYPE = PiWriter.ascii("<type>");
    private static final byte[] MSG_LEN = PiWriter.ascii("<msgLen>");
    private static final byte[] ERROR_LEN = PiWriter.ascii("<errorLen>");
    private static final byte[] BS_LEN = PiWriter.ascii("<bsLen>");
    private static final byte[] INT_INFO = PiWriter.ascii("<intInfo>");

    private final char apostrophe;
    private byte[] incoming = new byte[8 * 1024];

    /** @param apostrophe as with {@link io.irodsingest.common.irods.protocol.Link} */
    public AnswerReader(char apostrophe) {
        this.apostrophe = apostrophe;
    }

    /** The next message; valid until the one after it is read. */
    public Answer read(InputStream in) throws IOException {
        fill(in, Integer.BYTES);
        int headerLength = (incoming[0] & 0xFF) << 24 | (incoming[1] & 0xFF) << 16 | (incoming[2] & 0xFF) << 8
                | incoming[3] & 0xFF;
        if (headerLength <= 0 || headerLength > LARGEST_HEADER) {
            throw new StreamCorruptedException("what answers is no iRODS server");
        }
        fill(in, headerLength);
        PiReader fields = new PiReader(incoming, 0, headerLength, apostrophe);
        String type = fields.find(TYPE) ? fields.text() : "";
        int message = length(fields.number(MSG_LEN));
        int error = length(fields.number(ERROR_LEN));
        int stream = length(fields.number(BS_LEN));
        int status = (int) fields.number(INT_INFO);
        fill(in, message + error + stream);
        return new Answer(type, status, new PiReader(incoming, 0, message, apostrophe),
                new PiReader(incoming, message, error, apostrophe));
    }

    private void fill(InputStream in, int count) throws IOException {
        if (incoming.length < count) {
            incoming = new byte[Math.max(incoming.length * 2, count)];
        }
        for (int got = 0; got < count;) {
            got += in.read(incoming, got, count - got);
        }
    }

    private static int length(long announced) throws IOException {
        if (announced < 0 || announced > LARGEST_PART) {
            throw new StreamCorruptedException("what answers is no iRODS server");
        }
        return (int) announced;
    }
}
