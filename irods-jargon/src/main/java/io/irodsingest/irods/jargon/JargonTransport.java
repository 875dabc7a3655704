package io.irodsingest.irods.jargon;

import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import org.irods.jargon.core.connection.AbstractConnection;
import org.irods.jargon.core.exception.JargonException;

/**
 * Messages over Jargon's protocol and connection. Not by its {@code irodsFunction}: that waits for each answer before the next
 * request, and reads answers so that an apostrophe becomes a backtick, a line break at the begin of a name is lost, and some
 * errors lose their codes.
 */
final class JargonTransport implements Transport {
    private final JargonProtocol protocol;
    private final Socket socket;
    private final InputStream in;

    /** @param socket the one below TLS, if there is TLS */
    JargonTransport(JargonProtocol protocol, Socket socket) {
        this.protocol = protocol;
        this.socket = socket;
        this.in = protocol.getIrodsConnection() instanceof JargonConnection ours
                ? ours.in()
                : new JargonInput(protocol.getIrodsConnection());
    }

    @Override
    public Socket socket() {
        return socket;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public void queue(String type, PiWriter body, int stream, int info) throws IOException {
        try {
            protocol.sendHeader(type, body.length(), 0, stream, info);
            protocol.getIrodsConnection().send(Arrays.copyOf(body.array(), body.length()));
        } catch (JargonException lost) {
            throw new IOException(lost.getMessage(), lost);
        }
    }

    @Override
    public void flush(byte[] stream, int count) throws IOException {
        AbstractConnection connection = protocol.getIrodsConnection();
        if (count > 0) {
            connection.send(stream, 0, count);
        }
        connection.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        protocol.obliterateConnectionAndDiscardErrors();
        if (protocol.getIrodsConnectionNonEncryptedRef() instanceof JargonConnection below) {
            below.obliterateConnectionAndDiscardErrors();
        }
    }
}
