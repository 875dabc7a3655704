package io.irodsingest.irods.jargon;

import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.SocketOpener;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.irods.jargon.core.connection.AbstractConnection;
import org.irods.jargon.core.connection.AuthenticationFactoryImpl;
import org.irods.jargon.core.connection.IRODSAccount;
import org.irods.jargon.core.connection.IRODSConnectionFactory;
import org.irods.jargon.core.connection.IRODSMidLevelProtocol;
import org.irods.jargon.core.connection.IRODSMidLevelProtocolFactory;
import org.irods.jargon.core.connection.IRODSProtocolManager;
import org.irods.jargon.core.connection.IRODSSession;
import org.irods.jargon.core.connection.PipelineConfiguration;
import org.irods.jargon.core.exception.JargonException;

/**
 * The begin of one connection, which may take several of Jargon's: PAM asks for a password on one and comes back with it on
 * another. Used by one thread.
 */
final class Beginning extends IRODSProtocolManager {
    private final Account account;
    private final SocketOpener opener;
    private final List<JargonConnection> dialled = new ArrayList<>();
    private Socket socket;
    private JargonProtocol last;

    Beginning(Account account, SocketOpener opener) {
        this.account = account;
        this.opener = opener;
        setIrodsMidLevelProtocolFactory(new Factory());
    }

    /** Connects and authenticates. */
    @Override
    public IRODSMidLevelProtocol getIRODSProtocol(IRODSAccount whom, PipelineConfiguration configuration,
            IRODSSession session) throws JargonException {
        return createNewProtocol(whom, configuration, session);
    }

    @Override
    protected void returnIRODSProtocol(IRODSMidLevelProtocol protocol) throws JargonException {
        protocol.shutdown();
    }

    Socket dial(JargonConnection connection) throws IOException {
        dialled.add(connection);
        socket = opener.dial();
        return socket;
    }

    /** The socket that was dialled last. */
    Socket socket() {
        return socket;
    }

    /** Whether the server has answered the greeting of the last connection. */
    boolean isGreeted() {
        return last != null && last.getStartupResponseData() != null;
    }

    /** Closes all connections, or all but the last one. */
    void close(boolean alsoTheLast) {
        for (JargonConnection connection : dialled.subList(0, Math.max(0, dialled.size() - (alsoTheLast ? 0 : 1)))) {
            connection.obliterateConnectionAndDiscardErrors();
        }
        if (alsoTheLast && last != null) {
            last.obliterateConnectionAndDiscardErrors();
        }
    }

    private final class Factory extends IRODSMidLevelProtocolFactory {
        Factory() {
            super(new Connections(), new AuthenticationFactoryImpl());
        }

        @Override
        protected IRODSMidLevelProtocol createInitialProtocol(AbstractConnection connection,
                IRODSProtocolManager manager) {
            last = new JargonProtocol(connection, manager, account, opener);
            return last;
        }

        /** Jargon would ask the server about itself, and has been told all that is needed. */
        @Override
        protected IRODSMidLevelProtocol decorate(IRODSMidLevelProtocol protocol, IRODSAccount whom,
                IRODSSession session) {
            return protocol;
        }
    }

    private static final class Connections extends IRODSConnectionFactory {
        @Override
        protected AbstractConnection instance(IRODSAccount whom, IRODSSession session, IRODSProtocolManager manager)
                throws JargonException {
            return new JargonConnection(whom, PipelineConfiguration.instance(session.getJargonProperties()),
                    (Beginning) manager, session);
        }
    }
}
