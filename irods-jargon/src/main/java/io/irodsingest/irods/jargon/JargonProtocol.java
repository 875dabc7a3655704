package io.irodsingest.irods.jargon;

import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.SocketOpener;
import io.irodsingest.common.irods.protocol.Refusal;
import java.io.IOException;
import org.irods.jargon.core.connection.AbstractConnection;
import org.irods.jargon.core.connection.IRODSMidLevelProtocol;
import org.irods.jargon.core.connection.IRODSProtocolManager;
import org.irods.jargon.core.connection.StartupResponseData;
import org.irods.jargon.core.exception.JargonException;
import org.irods.jargon.core.packinstr.ClientServerNegotiationStructNotifyServerOfResult;
import org.irods.jargon.core.packinstr.IRodsPI;
import org.irods.jargon.core.packinstr.Tag;

/** Looks on while Jargon begins a connection: counts its requests, and holds it to the policy about TLS. */
final class JargonProtocol extends IRODSMidLevelProtocol {
    private static final String REQUEST = "RODS_API_REQ";
    private final Account account;
    private final SocketOpener opener;
    private boolean begun;

    /** Passes through Jargon, whose methods here declare nothing that would fit. */
    static final class Disagreement extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Disagreement(IrodsException cause) {
            super(cause);
        }
    }

    JargonProtocol(AbstractConnection connection, IRODSProtocolManager manager, Account account, SocketOpener opener) {
        super(connection, manager);
        this.account = account;
        this.opener = opener;
    }

    /** Requests from now on are counted by who makes them. */
    void hasBegun() {
        begun = true;
    }

    @Override
    public void sendHeader(String type, int messageLength, int errorLength, long streamLength, int info)
            throws JargonException, IOException {
        if (!begun && type.equals(REQUEST)) {
            opener.sent(info);
        }
        super.sendHeader(type, messageLength, errorLength, streamLength, info);
    }

    /** Jargon would go on without TLS where we require it and the server refuses it. */
    @Override
    public void setStartupResponseData(StartupResponseData data) {
        super.setStartupResponseData(data);
        if (account.environment().policy() == Policy.REQUIRE
                && !data.getNegotiatedClientServerConfiguration().isSslConnection()) {
            throw new Disagreement(new Refusal(account).ofPolicy("the server refuses TLS"));
        }
    }

    /** Jargon would wait for an answer to the news that there is no agreement, and the server sends none. */
    @Override
    public synchronized Tag irodsFunction(IRodsPI request) throws JargonException {
        if (request instanceof ClientServerNegotiationStructNotifyServerOfResult) {
            throw new Disagreement(new Refusal(account).ofPolicy("the server requires TLS"));
        }
        return super.irodsFunction(request);
    }
}
