package io.irodsingest.testservers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The RabbitMQ, Redis and S3 store that tests run on: one of each per JVM, started when first asked for and ended with the JVM,
 * also when it is killed. They come from the first of these that there is:
 * <ol>
 * <li>the environment: {@code IRODS_INGEST_TEST_AMQP_URL}, {@code IRODS_INGEST_TEST_REDIS_URL}, or
 * {@code IRODS_INGEST_TEST_S3_ENDPOINT} with {@code IRODS_INGEST_TEST_S3_ACCESS_KEY} and
 * {@code IRODS_INGEST_TEST_S3_SECRET_KEY};
 * <li>a Docker engine that has an image of the repository {@code rabbitmq} or {@code redis}; nothing is pulled;
 * <li>{@code rabbitmq-server} and {@code redis-server} of the machine, as servers of our own on free ports of 127.0.0.1;
 * <li>the embedded broker, Redis and S3 server.
 * </ol>
 * The environment variable {@value #EMBEDDED_VARIABLE}{@code =1} (or the system property {@value #EMBEDDED_PROPERTY}
 * {@code =1}) leads to the last at once. Standard output tells once for each which is used. Thread-safe.
 */
public final class TestServers {
    /** Set to 1: use the embedded servers, whatever else the machine has. */
    public static final String EMBEDDED_VARIABLE = "IRODS_INGEST_TEST_EMBEDDED";
    /** The same as a system property. */
    public static final String EMBEDDED_PROPERTY = "irods-ingest.test.embedded";

    private static final SharedServer<BrokerServer> EMBEDDED_BROKER = new SharedServer<>(
            () -> ServerSource.first(List.of(() -> Optional.of(new EmbeddedBrokerServer()))));
    private static final SharedServer<BrokerServer> RABBIT_MQ = new SharedServer<>(TestServers::findBroker);
    private static final SharedServer<RedisServer> REDIS = new SharedServer<>(TestServers::findRedis);

    private static final SharedServer<S3Server> S3 = new SharedServer<>(TestServers::findS3);

    private TestServers() {}

    /** The broker that the environment gives, or RabbitMQ where the machine has one, or Broker-J. */
    public static BrokerServer broker() {
        startRedisMeanwhile();
        return RABBIT_MQ.get();
    }

    /** The machine's RabbitMQ, listening by TLS only, for the caller to close; empty when the machine has none. */
    public static Optional<BrokerServer> brokerWithTls(Certificates certificates) throws IOException {
        return RabbitMqProcess.findWithTls(certificates);
    }

    /** The machine's RabbitMQ with parameters of its application rabbit, for the caller to close; empty when the machine has none. */
    public static Optional<BrokerServer> brokerWith(Map<String, Long> parameters) throws IOException {
        return RabbitMqProcess.findWith(parameters);
    }

    /** All that tests of what holds for every broker run on: {@link #broker()} and, if that is another, Broker-J. */
    public static List<BrokerServer> brokers() {
        BrokerServer broker = broker();
        BrokerServer embedded = EMBEDDED_BROKER.get();
        return broker.uri().equals(embedded.uri()) ? List.of(embedded) : List.of(broker, embedded);
    }

    /** The Redis that the environment gives, or one of the machine's, or the embedded one. */
    public static RedisServer redis() {
        return REDIS.get();
    }

    /** The S3 store that the environment gives, or the embedded one. */
    public static S3Server s3() {
        return S3.get();
    }

    private static BrokerServer findBroker() {
        ServerSource<BrokerServer> given = () -> given(GivenServer.AMQP_VARIABLE).map(GivenServer.Broker::new);
        return onlyEmbedded()
                ? EMBEDDED_BROKER.get()
                : ServerSource.first(List.of(given, RabbitMqContainer::find, RabbitMqProcess::find,
                        () -> Optional.of(EMBEDDED_BROKER.get())));
    }

    private static RedisServer findRedis() {
        ServerSource<RedisServer> given = () -> given(GivenServer.REDIS_VARIABLE).map(GivenServer.Redis::new);
        ServerSource<RedisServer> embedded = () -> Optional.of(RedisProcess.embedded());
        return ServerSource.first(onlyEmbedded()
                ? List.of(embedded)
                : List.of(given, RedisContainer::find, TestServers::redisOnPath, embedded));
    }

    private static S3Server findS3() {
        ServerSource<S3Server> embedded = () -> Optional.of(new EmbeddedS3Server());
        return ServerSource.first(onlyEmbedded() ? List.of(embedded) : List.of(TestServers::givenS3, embedded));
    }

    private static Optional<S3Server> givenS3() {
        return given(GivenServer.S3_ENDPOINT_VARIABLE).map(endpoint -> new GivenServer.S3(endpoint,
                needed(GivenServer.S3_ACCESS_KEY_VARIABLE), needed(GivenServer.S3_SECRET_KEY_VARIABLE)));
    }

    private static String needed(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the environment names an S3 store to test with, but not " + variable);
        }
        return value;
    }

    private static Optional<RedisServer> redisOnPath() throws IOException {
        Optional<Path> program = Programs.find("redis-server");
        return program.isPresent() ? Optional.of(RedisProcess.of(program.get())) : Optional.empty();
    }

    private static Optional<URI> given(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank()).map(URI::create);
    }

    private static boolean onlyEmbedded() {
        return "1".equals(System.getenv(EMBEDDED_VARIABLE)) || "1".equals(System.getProperty(EMBEDDED_PROPERTY));
    }

    /** RabbitMQ takes seconds to start, and whoever uses a broker uses Redis, too. */
    private static void startRedisMeanwhile() {
        Thread.ofPlatform().daemon().name("start-redis").start(TestServers::redis);
    }
}
