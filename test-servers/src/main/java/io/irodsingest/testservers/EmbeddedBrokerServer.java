package io.irodsingest.testservers;

import io.irodsingest.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** Broker-J in this JVM, durable; it can be stopped, but killed only with the JVM. */
final class EmbeddedBrokerServer implements BrokerServer {
    private final EmbeddedBroker broker;

    EmbeddedBrokerServer() throws IOException {
        broker = EmbeddedBroker.temporary().start();
    }

    @Override
    public URI uri() {
        return URI.create("amqp://" + broker.username() + ":" + broker.password() + "@127.0.0.1:" + broker.port()
                + "/%2F");
    }

    @Override
    public String product() {
        return EmbeddedBroker.product();
    }

    @Override
    public String origin() {
        return "embedded";
    }

    @Override
    public boolean canStop() {
        return true;
    }

    @Override
    public void stop() {
        broker.stop();
    }

    @Override
    public void kill() {
        broker.stop();
    }

    @Override
    public void start() {
        try {
            broker.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            broker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
