package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.protocol.Account;
import io.irodsingest.common.irods.protocol.Dialer;
import io.irodsingest.common.irods.protocol.Link;
import io.irodsingest.common.irods.protocol.Release;
import io.irodsingest.common.irods.protocol.SignOn;
import java.io.IOException;

/** Begins by our own greeting and encryption, and irods4j's authentication. */
final class Irods4jSignOn implements SignOn {
    @Override
    public Link begin(Account account, Dialer dialer) throws IOException, IrodsException {
        SocketTransport transport = new SocketTransport(dialer.dial());
        Release release = new StartUp(account, transport).run();
        new Login(account, transport, dialer).run();
        return new Link(transport, release, '\'');
    }
}
