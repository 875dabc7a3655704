package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.handlerapi.User;
import java.util.Optional;

/**
 * Who speaks to the server: we, and for whom. The client user is named when a connection begins and stays its own, so that
 * what is done on it never belongs to anybody else. (The server could also switch the user of a connection, API 20012; but then
 * a connection would have a state that a lost answer leaves unknown, and the server's own connections to others follow slowly.)
 *
 * @param client empty for ourselves
 */
public record Account(IrodsEnvironment environment, Optional<User> client) {
    public Account {
        client = client.filter(user -> !user.name().equals(environment.user())
                || !user.zone().equals(environment.zone()));
    }

    /** The name on whose behalf requests are done. */
    public String clientName() {
        return client.map(User::name).orElse(environment.user());
    }

    public String clientZone() {
        return client.map(User::zone).orElse(environment.zone());
    }

    /** For messages. */
    public String describe() {
        return environment.qualifiedUser() + client.map(user -> " for " + user.name() + '#' + user.zone()).orElse("");
    }
}
