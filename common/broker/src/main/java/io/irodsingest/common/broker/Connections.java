package io.irodsingest.common.broker;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Makes connections by the settings. Thread-safe. */
final class Connections implements ManagedConnection.Connector {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);
    /**
     * After two of these without a sign of life a connection is taken for lost. With 15 s the embedded broker on a busy
     * machine was.
     */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    /** A quorum queue's declaration may take its time while nodes are down. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    private final ConnectionFactory factory;
    private final ClientThreads threads;
    private final List<Address> addresses;

    Connections(BrokerSettings settings, ClientThreads threads) {
        this.threads = threads;
        this.addresses = settings.addresses().stream().map(address -> new Address(address.host(), address.port()))
                .toList();
        this.factory = factory(settings);
        factory.setThreadFactory(threads.factory());
    }

    @Override
    public Connection connect(String name) throws IOException, TimeoutException {
        List<Address> inAnyOrder = new ArrayList<>(addresses);
        // the client takes the first that answers: clients are to spread over the nodes, and to leave one that is ill
        Collections.shuffle(inAnyOrder);
        return factory.newConnection(threads.listeners(), inAnyOrder, name);
    }

    private static ConnectionFactory factory(BrokerSettings settings) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUsername(settings.user());
        factory.setPassword(settings.password().reveal());
        factory.setVirtualHost(settings.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout((int) CONNECT_LIMIT.toMillis());
        factory.setHandshakeTimeout((int) HANDSHAKE_LIMIT.toMillis());
        factory.setRequestedHeartbeat((int) HEARTBEAT.toSeconds());
        factory.setChannelRpcTimeout((int) REQUEST_LIMIT.toMillis());
        factory.setExceptionHandler(new QuietExceptionHandler());
        if (settings.tls()) {
            verifyTls(factory, settings);
        }
        return factory;
    }

    /** The client's own short cut would trust every certificate. */
    private static void verifyTls(ConnectionFactory factory, BrokerSettings settings) {
        factory.useSslProtocol(settings.authorities().context());
        factory.enableHostnameVerification();
    }
}
