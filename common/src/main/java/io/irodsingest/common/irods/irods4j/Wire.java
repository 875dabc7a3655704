package io.irodsingest.common.irods.irods4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLSocket;

/**
 * Messages on a socket: a length of four bytes, a header in XML, then message, error part and byte stream. Requests are
 * queued, sent together by a flush, and answered in their order. After an exception the connection is of no use.
 */
final class Wire {
    private static final int LARGEST_HEADER = 4096;
    private static final int LARGEST_PART = 256 * 1024 * 1024;
    private static final byte[] HEADER_TYPE = PiWriter.ascii("<MsgHeader_PI><type>");
    private static final byte[] HEADER_LENGTH = PiWriter.ascii("</type><msgLen>");
    private static final byte[] HEADER_ERROR = PiWriter.ascii("</msgLen><errorLen>");
    private static final byte[] HEADER_STREAM = PiWriter.ascii("</errorLen><bsLen>");
    private static final byte[] HEADER_INFO = PiWriter.ascii("</bsLen><intInfo>");
    private static final byte[] HEADER_END = PiWriter.ascii("</intInfo></MsgHeader_PI>");
    private static final byte[] TYPE = PiWriter.ascii("<type>");
    private static final byte[] MSG_LEN = PiWriter.ascii("<msgLen>");
    private static final byte[] ERROR_LEN = PiWriter.ascii("<errorLen>");
    private static final byte[] BS_LEN = PiWriter.ascii("<bsLen>");
    private static final byte[] INT_INFO = PiWriter.ascii("<intInfo>");
    private static final byte[] REQUEST = PiWriter.ascii("RODS_API_REQ");
    private static final PiWriter EMPTY = new PiWriter();

    private final RequestMeters meters;
    /** Requests whose answers are still to come. */
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private final PiWriter outgoing = new PiWriter();
    private final PiWriter header = new PiWriter();
    private byte[] incoming = new byte[8 * 1024];
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private long requests;

    private record Sent(int api, long at) {}

    Wire(Socket socket, RequestMeters meters) throws IOException {
        this.meters = meters;
        use(socket);
    }

    /** Goes on over another socket: the same one under TLS. */
    void use(Socket other) throws IOException {
        socket = other;
        in = new WireInput(other.getInputStream());
        out = other.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    boolean isSecure() {
        return socket instanceof SSLSocket;
    }

    long requests() {
        return requests;
    }

    void counted(int api) {
        requests++;
        meters.sent(api);
    }

    void queue(int api, PiWriter body) {
        queue(api, body, 0);
    }

    /** @param stream bytes that the flush will add */
    void queue(int api, PiWriter body, int stream) {
        message(REQUEST, body, 0, stream, api);
        counted(api);
        underWay.add(new Sent(api, System.nanoTime()));
    }

    /** A message that is no API request. */
    void queue(String type, PiWriter body) {
        message(PiWriter.ascii(type), body, 0, 0, 0);
    }

    /** A header that is not about a message. */
    void queueHeader(String type, int messageLength, int errorLength, int streamLength) {
        message(PiWriter.ascii(type), EMPTY, messageLength, errorLength, streamLength, 0);
    }

    int queued() {
        return outgoing.length();
    }

    void flush() throws WireException {
        flush(new byte[0], 0);
    }

    void flush(byte[] stream, int count) throws WireException {
        try {
            out.write(outgoing.array(), 0, outgoing.length());
            if (count > 0) {
                out.write(stream, 0, count);
                meters.sentBytes(count);
            }
            out.flush();
        } catch (IOException lost) {
            throw new WireException(lost);
        } finally {
            outgoing.reset();
        }
    }

    Answer receive() throws WireException {
        try {
            int headerLength = bigEndian();
            if (headerLength <= 0 || headerLength > LARGEST_HEADER) {
                throw new StreamCorruptedException("what answers is no iRODS server");
            }
            fill(headerLength);
            PiReader fields = new PiReader(incoming, 0, headerLength);
            String type = fields.find(TYPE) ? fields.text() : "";
            int message = length(fields.number(MSG_LEN));
            int error = length(fields.number(ERROR_LEN));
            int stream = length(fields.number(BS_LEN));
            int status = (int) fields.number(INT_INFO);
            fill(message + error + stream);
            Sent request = underWay.poll();
            if (request != null) {
                meters.answered(request.api(), request.at(), status);
            }
            return new Answer(type, status, new PiReader(incoming, 0, message), new PiReader(incoming, message, error));
        } catch (IOException lost) {
            throw new WireException(lost);
        }
    }

    void readTimeout(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    }

    /** Whether the server closed a connection on which nothing is expected. */
    boolean isClosedByServer() {
        try {
            int timeout = socket.getSoTimeout();
            socket.setSoTimeout(1);
            try {
                in.read();
                return true;
            } catch (SocketTimeoutException quiet) {
                socket.setSoTimeout(timeout);
                return false;
            }
        } catch (IOException closed) {
            return true;
        }
    }

    private void message(byte[] type, PiWriter body, int error, int stream, int info) {
        message(type, body, body.length(), error, stream, info);
    }

    private void message(byte[] type, PiWriter body, int length, int error, int stream, int info) {
        header.reset().raw(HEADER_TYPE).raw(type).raw(HEADER_LENGTH).number(length).raw(HEADER_ERROR).number(error)
                .raw(HEADER_STREAM).number(stream).raw(HEADER_INFO).number(info).raw(HEADER_END);
        outgoing.bigEndian(header.length()).raw(header.array(), 0, header.length()).raw(body.array(), 0,
                body.length());
    }

    private int bigEndian() throws IOException {
        fill(Integer.BYTES);
        return (incoming[0] & 0xFF) << 24 | (incoming[1] & 0xFF) << 16 | (incoming[2] & 0xFF) << 8
                | incoming[3] & 0xFF;
    }

    private void fill(int count) throws IOException {
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
