package io.irodsingest.common.broker;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Makes connections by the settings. Thread-safe. */
final class Connections implements Link.Connector {
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
        return factory.newConnection(threads.listeners(), addresses, name);
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
            verifyTls(factory);
        }
        return factory;
    }

    /** The client's own short cut would trust every certificate. */
    private static void verifyTls(ConnectionFactory factory) {
        try {
            factory.useSslProtocol(SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no TLS: " + e.getMessage(), e);
        }
        factory.enableHostnameVerification();
    }
}
