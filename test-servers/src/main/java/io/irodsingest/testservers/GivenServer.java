package io.irodsingest.testservers;

import java.net.URI;

/** A server that an environment variable names; it is not ours to take away. */
final class GivenServer {
    static final String AMQP_VARIABLE = "IRODS_INGEST_TEST_AMQP_URL";
    static final String REDIS_VARIABLE = "IRODS_INGEST_TEST_REDIS_URL";

    private GivenServer() {}

    record Broker(URI uri) implements BrokerServer {
        @Override
        public String product() {
            return "AMQP broker";
        }

        @Override
        public String origin() {
            return AMQP_VARIABLE;
        }

        @Override
        public boolean canStop() {
            return false;
        }

        @Override
        public void stop() {
            throw notOurs();
        }

        @Override
        public void kill() {
            throw notOurs();
        }

        @Override
        public void start() {
            throw notOurs();
        }

        @Override
        public void close() {
            // It stays as it was found.
        }
    }

    record Redis(URI uri) implements RedisServer {
        @Override
        public String product() {
            return RedisCommands.version(this);
        }

        @Override
        public String origin() {
            return REDIS_VARIABLE;
        }

        @Override
        public boolean canStop() {
            return false;
        }

        @Override
        public void stop() {
            throw notOurs();
        }

        @Override
        public void kill() {
            throw notOurs();
        }

        @Override
        public void start() {
            throw notOurs();
        }

        @Override
        public void close() {
            // It stays as it was found.
        }
    }

    private static UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException("a server given by the environment is not taken away");
    }
}
