package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.SocketOpener;
import io.irodsingest.common.irods.protocol.Link;
import io.irodsingest.common.irods.protocol.Refusal;
import io.irodsingest.common.irods.protocol.Release;
import io.irodsingest.common.irods.protocol.SignOn;
import java.io.IOException;

/** Begins by our own greeting and encryption, and irods4j's authentication. */
final class Irods4jSignOn implements SignOn {
    /** SYS_UNMATCHED_API_NUM in rodsErrorTable.h: what such a server would say. */
    private static final int NOT_SUPPORTED = -12_000;

    @Override
    public Link begin(Account account, SocketOpener opener) throws IOException, IrodsException {
        SocketTransport transport = new SocketTransport(opener.dial());
        Release release = new StartUp(account, transport).run();
        if (!release.hasPluggableAuthentication()) {
            throw new Refusal(account).ofLogin(NOT_SUPPORTED, "irods4j needs iRODS 4.3.2 or later, and the server is "
                    + release + "; IRODS_CLIENT=jargon speaks to older ones");
        }
        new Login(account, transport, opener).run();
        return new Link(transport, release, '\'');
    }
}
