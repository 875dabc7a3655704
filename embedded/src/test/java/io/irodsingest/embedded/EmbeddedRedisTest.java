package io.irodsingest.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
    @TempDir
    Path scratch;

    @Test
    void nothingIsAnsweredWithoutThePassword() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.inMemory().start();
                RedisTalk stranger = new RedisTalk(redis.port());
                RedisTalk friend = RedisTalk.to(redis)) {
            assertThat(stranger.say("PING")).startsWith("-NOAUTH");
            assertThat(stranger.say("AUTH guess")).startsWith("-WRONGPASS");
            assertThat(friend.say("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void durableServerSurvivesStopAndKillOnTheSamePortWithTheSamePassword() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.durable(scratch.resolve("a/redis")).start()) {
            int port = redis.port();
            String password = redis.password();
            say(redis, "SET stopped yes");
            redis.stop();
            assertThatThrownBy(() -> new RedisTalk(port)).isInstanceOf(ConnectException.class);
            redis.start();
            say(redis, "SET killed yes");
            redis.kill();
            redis.start();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.password()).isEqualTo(password);
            assertThat(say(redis, "GET stopped")).isEqualTo("yes");
            assertThat(say(redis, "GET killed")).isEqualTo("yes");
        }
    }

    @Test
    void durableServerOpensWhatAnotherInstanceLeft() throws IOException {
        Path directory = scratch.resolve("redis");
        try (EmbeddedRedis first = EmbeddedRedis.durable(directory).start()) {
            say(first, "SET key value");
        }
        try (EmbeddedRedis second = EmbeddedRedis.durable(directory).start()) {
            assertThat(say(second, "GET key")).isEqualTo("value");
        }
    }

    @Test
    void keepsEverythingAndWritesItDownEverySecond() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.durable(scratch.resolve("redis")).start();
                RedisTalk talk = RedisTalk.to(redis)) {
            assertThat(talk.parameter("appendonly")).isEqualTo("yes");
            assertThat(talk.parameter("appendfsync")).isEqualTo("everysec");
            assertThat(talk.parameter("maxmemory-policy")).isEqualTo("noeviction");
            assertThat(talk.parameter("bind")).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void onlyTheOwnerMayReadItsFilesAndNoPasswordIsOnTheCommandLine() throws IOException {
        Path directory = scratch.resolve("redis");
        try (EmbeddedRedis redis = EmbeddedRedis.durable(directory).start()) {
            assertThat(mode(directory)).isEqualTo("rwx------");
            assertThat(mode(directory.resolve("redis.conf"))).isEqualTo("rw-------");
            assertThat(mode(directory.resolve("redis.password"))).isEqualTo("rw-------");
            assertThat(ProcessHandle.current().descendants().map(process -> process.info().commandLine().orElse("")))
                    .isNotEmpty().noneMatch(line -> line.contains(redis.password()));
        }
    }

    @Test
    void theDirectoryBelongsToOneServerAtATime() throws IOException {
        Path directory = scratch.resolve("redis");
        try (EmbeddedRedis redis = EmbeddedRedis.durable(directory).start();
                EmbeddedRedis second = EmbeddedRedis.durable(directory)) {
            assertThatThrownBy(second::start).isInstanceOf(IOException.class).hasMessageContaining("is in use");
            assertThat(say(redis, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void aTakenPortIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                EmbeddedRedis redis = EmbeddedRedis.inMemory().onPort(taken.getLocalPort())) {
            assertThatThrownBy(redis::start).isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1 port " + taken.getLocalPort());
            assertThat(redis.isRunning()).isFalse();
        }
    }

    @Test
    void aServerThatCrashesIsSeenAndCanBeStartedAgain() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.temporary().start()) {
            say(redis, "SET key value");
            say(redis, "SHUTDOWN NOSAVE");
            await().until(() -> !redis.isRunning());
            redis.start();
            assertThat(say(redis, "GET key")).isEqualTo("value");
        }
    }

    private static String say(EmbeddedRedis redis, String command) throws IOException {
        try (RedisTalk talk = RedisTalk.to(redis)) {
            return talk.say(command);
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
