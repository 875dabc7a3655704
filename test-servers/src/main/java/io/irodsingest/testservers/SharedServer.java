package io.irodsingest.testservers;

import java.util.function.Supplier;

/** A server that is started by the first who asks and closed at the end of the JVM. Thread-safe. */
final class SharedServer<T extends TestServer> {
    private final Supplier<T> starter;
    private T server;

    SharedServer(Supplier<T> starter) {
        this.starter = starter;
    }

    synchronized T get() {
        if (server == null) {
            server = starter.get();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "close-" + server.origin()));
        }
        return server;
    }
}
