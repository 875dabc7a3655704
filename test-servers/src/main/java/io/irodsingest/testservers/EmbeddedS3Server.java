package io.irodsingest.testservers;

import io.irodsingest.embedded.EmbeddedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/** S3Proxy in this JVM, in memory; what it stores stays while it is stopped. It can be killed only with the JVM. */
final class EmbeddedS3Server implements S3Server {
    private static final String ACCESS_KEY = "test-access-key";
    private static final String SECRET_KEY = "test-secret-key";

    private final EmbeddedS3 server;

    EmbeddedS3Server() throws IOException {
        server = EmbeddedS3.inMemory(ACCESS_KEY, SECRET_KEY).start();
    }

    @Override
    public URI uri() {
        return server.endpoint();
    }

    @Override
    public String accessKey() {
        return ACCESS_KEY;
    }

    @Override
    public String secretKey() {
        return SECRET_KEY;
    }

    @Override
    public String product() {
        return EmbeddedS3.product();
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
        run(server::stop);
    }

    @Override
    public void kill() {
        run(server::stop);
    }

    @Override
    public void start() {
        run(server::start);
    }

    @Override
    public void close() {
        run(server::close);
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
