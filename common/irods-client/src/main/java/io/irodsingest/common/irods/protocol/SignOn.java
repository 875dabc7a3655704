package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import java.io.IOException;

/**
 * Begins conversations with the server: greeting, encryption and authentication, which is what differs between client
 * libraries. Thread-safe.
 */
@FunctionalInterface
public interface SignOn {
    /**
     * Connects and proves who we are.
     *
     * @param opener makes the connections; those that are left when this fails are closed by whoever called
     * @throws IOException when the server is away
     * @throws IrodsException when it refuses us; with words for the user
     */
    Link begin(Account account, SocketOpener opener) throws IOException, IrodsException;
}
