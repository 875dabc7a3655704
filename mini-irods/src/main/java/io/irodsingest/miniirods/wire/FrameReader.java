package io.irodsingest.miniirods.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads frames from a stream. Not thread-safe. */
public final class FrameReader {
    /** Longest header that a server accepts, as in iRODS' {@code MAX_NAME_LEN}. */
    private static final int MAX_HEADER = 1088;
    /** Keeps a broken length from taking the heap; a client writes at most some tens of MiB in one request. */
    private static final int MAX_PART = 512 * 1024 * 1024;
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;

    public FrameReader(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /**
     * @return the next frame, or null when the peer closed the connection between two frames
     * @throws IOException when the stream ends within a frame or is none
     */
    public Frame read() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        int length = first << 24 | required(3);
        if (length <= 0 || length > MAX_HEADER) {
            throw new IOException("no iRODS message: header length " + Integer.toUnsignedString(length));
        }
        PiNode header = PiReader.read(bytes(length));
        String type = header.text("type");
        int message = size(header, "msgLen");
        int error = size(header, "errorLen");
        int bytes = size(header, "bsLen");
        return new Frame(type, header.number("intInfo", 0), bytes(message), bytes(error), bytes(bytes));
    }

    /** Reads four bytes outside of any frame, as a client sends them between progress messages. */
    public int readInt() throws IOException {
        return required(4);
    }

    /** Whether more input has arrived already, so that a reply can wait for the next one. */
    public boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    private static int size(PiNode header, String field) throws IOException {
        int size = header.number(field, 0);
        if (size < 0 || size > MAX_PART) {
            throw new IOException("no iRODS message: " + field + " " + size);
        }
        return size;
    }

    private int required(int count) throws IOException {
        int value = 0;
        for (byte b : bytes(count)) {
            value = value << 8 | b & 0xff;
        }
        return value;
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("connection ended within a message");
        }
        return bytes;
    }
}
