package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.AnswerReader;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.Transport;
import io.irodsingest.common.irods.protocol.ChannelInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** Messages on a socket of ours: a length of four bytes, a header in XML, then message, error part and byte stream. */
final class SocketTransport implements Transport {
    private static final byte[] HEADER_TYPE = PiWriter.ascii("<MsgHeader_PI><type>");
    private static final byte[] HEADER_LENGTH = PiWriter.ascii("</type><msgLen>");
    private static final byte[] HEADER_ERROR = PiWriter.ascii("</msgLen><errorLen>");
    private static final byte[] HEADER_STREAM = PiWriter.ascii("</errorLen><bsLen>");
    private static final byte[] HEADER_INFO = PiWriter.ascii("</bsLen><intInfo>");
    private static final byte[] HEADER_END = PiWriter.ascii("</intInfo></MsgHeader_PI>");

    private final PiWriter outgoing = new PiWriter();
    private final PiWriter header = new PiWriter();
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    SocketTransport(Socket socket) throws IOException {
        use(socket);
    }

    /** Goes on over another socket: the same one under TLS. */
    void use(Socket other) throws IOException {
        socket = other;
        in = new ChannelInput(other.getInputStream());
        out = other.getOutputStream();
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    boolean isSecure() {
        return socket instanceof SSLSocket;
    }

    Answer receive() throws IOException {
        return new AnswerReader('\'').read(in);
    }

    @Override
    public void queue(String type, PiWriter body, int stream, int info) {
        queueHeader(type, body.length(), 0, stream, info);
        outgoing.raw(body.array(), 0, body.length());
    }

    /** A message that is no API request. */
    void queue(String type, PiWriter body) {
        queue(type, body, 0, 0);
    }

    /** A header that is not about a message. */
    void queueHeader(String type, int messageLength, int errorLength, int streamLength, int info) {
        header.reset().raw(HEADER_TYPE).raw(PiWriter.ascii(type)).raw(HEADER_LENGTH).number(messageLength)
                .raw(HEADER_ERROR).number(errorLength).raw(HEADER_STREAM).number(streamLength).raw(HEADER_INFO)
                .number(info).raw(HEADER_END);
        outgoing.bigEndian(header.length()).raw(header.array(), 0, header.length());
    }

    @Override
    public void flush(byte[] stream, int count) throws IOException {
        try {
            out.write(outgoing.array(), 0, outgoing.length());
            if (count > 0) {
                out.write(stream, 0, count);
            }
            out.flush();
        } finally {
            outgoing.reset();
        }
    }

    void flush() throws IOException {
        flush(new byte[0], 0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
