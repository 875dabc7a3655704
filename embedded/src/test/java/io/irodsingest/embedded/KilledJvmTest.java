package io.irodsingest.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJvmTest {
    @TempDir
    Path scratch;

    private Process jvm;
    private List<ProcessHandle> descendants = List.of();

    @BeforeEach
    void startChild() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        jvm = new ProcessBuilder(java.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + scratch, "-cp", System.getProperty("java.class.path"),
                ServersOfAChild.class.getName(), scratch.resolve("data").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output = jvm.inputReader();
        String line = output.readLine();
        while (line != null && !line.equals(ServersOfAChild.READY)) {
            line = output.readLine();
        }
        assertThat(line).isEqualTo(ServersOfAChild.READY);
        descendants = jvm.descendants().toList();
        assertThat(redisServers()).hasSize(2);
    }

    @AfterEach
    void nothingIsLeft() {
        jvm.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void noServerOutlivesAKilledJvmAndNothingStoredIsLost() throws Exception {
        jvm.destroyForcibly();
        await().until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("irods-ingest-redis"))).isEmpty();
        }
        assertStored();
    }

    @Test
    void aServerWhoseGuardWasKilledTooIsEndedByTheNextStart() throws Exception {
        List<ProcessHandle> orphans = redisServers();
        jvm.children().filter(child -> !orphans.contains(child)).forEach(ProcessHandle::destroyForcibly);
        jvm.destroyForcibly();
        await().until(() -> descendants.stream().filter(ProcessHandle::isAlive).toList().equals(orphans));
        long durable = Long.parseLong(Files.readString(scratch.resolve("data/redis/redis.pid")).strip());
        assertStored();
        assertThat(ProcessHandle.of(durable)).isEmpty();
    }

    private void assertStored() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.durable(scratch.resolve("data/redis")).start();
                RedisTalk talk = RedisTalk.to(redis)) {
            assertThat(talk.say("GET key")).isEqualTo("value");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.durable(scratch.resolve("data/broker")).start()) {
            ConnectionFactory factory = new ConnectionFactory();
            factory.setHost("127.0.0.1");
            factory.setPort(broker.port());
            factory.setUsername(broker.username());
            factory.setPassword(broker.password());
            try (Connection connection = factory.newConnection(); Channel channel = connection.createChannel()) {
                GetResponse message = channel.basicGet("tasks", true);
                assertThat(message).isNotNull();
                assertThat(new String(message.getBody(), StandardCharsets.US_ASCII)).isEqualTo("message");
            }
        }
    }

    private List<ProcessHandle> redisServers() {
        return descendants.stream().filter(process -> process.info().command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("redis-server")).orElse(false))
                .toList();
    }
}
