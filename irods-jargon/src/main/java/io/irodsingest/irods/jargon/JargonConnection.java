package io.irodsingest.irods.jargon;

import io.irodsingest.common.irods.protocol.ChannelInput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.irods.jargon.core.connection.AbstractConnection;
import org.irods.jargon.core.connection.IRODSAccount;
import org.irods.jargon.core.connection.IRODSSession;
import org.irods.jargon.core.connection.PipelineConfiguration;
import org.irods.jargon.core.exception.JargonException;

/**
 * A connection of Jargon on a socket of ours. Jargon's own has no time-out for connecting, tries three times with a pause, cannot
 * be ended from outside, sends a request and its content in packets that wait for each other, and takes the end of what the
 * server says for zeros.
 */
final class JargonConnection extends AbstractConnection {
    JargonConnection(IRODSAccount account, PipelineConfiguration configuration, Beginning beginning,
            IRODSSession session) throws JargonException {
        super(account, configuration, beginning, session);
    }

    /** Called by the constructor above, so that what it needs comes by what that was given. */
    @Override
    protected void connect(IRODSAccount account) throws JargonException {
        try {
            Socket socket = ((Beginning) irodsProtocolManager).dial(this);
            connection = socket;
            irodsInputStream = new ChannelInput(socket.getInputStream());
            irodsOutputStream = new BufferedOutputStream(socket.getOutputStream());
        } catch (IOException away) {
            throw new JargonException(away);
        }
    }

    InputStream in() {
        return irodsInputStream;
    }

    @Override
    protected int read(byte[] into, int offset, int count) throws IOException {
        int got = 0;
        while (got < count) {
            got += irodsInputStream.read(into, offset + got, count - got);
        }
        return got;
    }

    @Override
    protected void shutdown() {
        obliterateConnectionAndDiscardErrors();
    }

    @Override
    protected void obliterateConnectionAndDiscardErrors() {
        // also keeps its finalizer quiet
        connected = false;
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (IOException gone) {
            // it is gone, which was wanted
        }
    }
}
