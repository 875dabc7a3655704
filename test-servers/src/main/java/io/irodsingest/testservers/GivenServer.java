package io.irodsingest.testservers;

import java.net.URI;

/** A server that an environment variable names; it is not ours to take away, and stays as it was found. */
non-sealed interface GivenServer extends TestServer {
    String AMQP_VARIABLE = "IRODS_INGEST_TEST_AMQP_URL";
    String REDIS_VARIABLE = "IRODS_INGEST_TEST_REDIS_URL";
    String S3_ENDPOINT_VARIABLE = "IRODS_INGEST_TEST_S3_ENDPOINT";
    String S3_ACCESS_KEY_VARIABLE = "IRODS_INGEST_TEST_S3_ACCESS_KEY";
    String S3_SECRET_KEY_VARIABLE = "IRODS_INGEST_TEST_S3_SECRET_KEY";

    record Broker(URI uri) implements GivenServer, BrokerServer {
        @Override
        public String product() {
            return "AMQP broker";
        }

        @Override
        public String origin() {
            return AMQP_VARIABLE;
        }
    }

    record Redis(URI uri) implements GivenServer, RedisServer {
        @Override
        public String product() {
            return RedisCommands.version(this);
        }

        @Override
        public String origin() {
            return REDIS_VARIABLE;
        }
    }

    record S3(URI uri, String accessKey, String secretKey) implements GivenServer, S3Server {
        @Override
        public String product() {
            return "S3 store";
        }

        @Override
        public String origin() {
            return S3_ENDPOINT_VARIABLE;
        }
    }

    @Override
    default boolean canStop() {
        return false;
    }

    @Override
    default void stop() {
        throw notOurs();
    }

    @Override
    default void kill() {
        throw notOurs();
    }

    @Override
    default void start() {
        throw notOurs();
    }

    @Override
    default void close() {
        // it stays as it was found
    }

    private static UnsupportedOperationException notOurs() {
        return new UnsupportedOperationException("a server given by the environment is not taken away");
    }
}
