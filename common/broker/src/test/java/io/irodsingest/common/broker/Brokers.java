package io.irodsingest.common.broker;

import io.irodsingest.common.secret.Secret;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.TestServers;
import java.net.URI;
import java.util.List;

/** The brokers that this machine has for tests. */
final class Brokers {
    private Brokers() {}

    static List<BrokerServer> all() {
        return TestServers.brokers();
    }

    static BrokerSettings settings(BrokerServer server, String connectionName) {
        URI uri = server.uri();
        String[] user = uri.getUserInfo().split(":", 2);
        return BrokerSettings.of(uri.toString().replaceFirst("//.*@", "//" + user[0] + "@"), new Secret(user[1]),
                connectionName);
    }
}
