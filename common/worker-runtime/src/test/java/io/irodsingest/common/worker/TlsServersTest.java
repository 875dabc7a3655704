package io.irodsingest.common.worker;

import io.irodsingest.common.tls.TrustedAuthorities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker.OutgoingMessage;
import io.irodsingest.common.broker.BrokerRefusedException;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.redis.RedisRefusedException;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.Certificates;
import io.irodsingest.testservers.RedisNode;
import io.irodsingest.testservers.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RabbitMQ and Redis by TLS: whose certificates are trusted, and that they name the host. */
@Tag("not-for-mutants")
class TlsServersTest {
    private static final String UNKNOWN = "of no authority that is trusted here";
    private static final String OTHER_HOST = "does not hold for the address";

    @TempDir
    private static Path directory;
    private static Certificates right;
    private static Certificates ofAnotherHost;
    private final Outages outages = new Outages(Clock.systemUTC());

    @BeforeAll
    static void make() throws Exception {
        right = Certificates.make(directory.resolve("right"), "ip:127.0.0.1");
        ofAnotherHost = Certificates.make(directory.resolve("other"), "dns:other.example.org");
    }

    @Test
    void redisIsTrustedByItsAuthorityAndName() throws Exception {
        RedisNode named = RedisNode.startWithTls(right, "geheim").orElse(null);
        skipWithout(named, "redis-server");
        RedisNode misnamed = RedisNode.startWithTls(ofAnotherHost, "geheim").orElseThrow();
        try {
            try (RedisState state = RedisState.open(redis(named, "rediss", right), outages)) {
                assertThat(state.jobs().page(JobQuery.newest(100)).jobs()).isEmpty();
            }
            assertRefused(redis(named, "rediss", ofAnotherHost), UNKNOWN);
            assertThatThrownBy(() -> RedisState.open(redis(named, "rediss", right).trusting(TrustedAuthorities.OF_JVM),
                    outages)).isInstanceOf(RedisRefusedException.class).hasMessageContaining(UNKNOWN);
            assertRefused(redis(misnamed, "rediss", ofAnotherHost), OTHER_HOST);
            assertRefused(redis(misnamed, "rediss-cluster", ofAnotherHost), OTHER_HOST);
            assertThatThrownBy(() -> RedisState.open(redis(named, "redis", right), outages))
                    .as("it speaks only TLS").isInstanceOf(UnavailableException.class);
        } finally {
            named.close();
            misnamed.close();
        }
    }

    @Test
    void rabbitMqIsTrustedByItsAuthorityAndName() throws Exception {
        BrokerServer named = TestServers.brokerWithTls(right).orElse(null);
        skipWithout(named, "rabbitmq-server");
        try (AmqpBroker broker = new AmqpBroker(broker(named, right), outages)) {
            broker.check();
            broker.publish(List.of(new OutgoingMessage("tls", "1", "text".getBytes(StandardCharsets.UTF_8))));
            assertThat(broker.depth("tls").ready()).isEqualTo(1);
            assertRefused(broker(named, ofAnotherHost), UNKNOWN);
            BrokerSettings wrongPassword = new BrokerSettings(broker(named, right).addresses(),
                    broker(named, right).user(), new Secret("n0t-it"), "/", true, "test");
            assertRefused(wrongPassword.trusting(TrustedAuthorities.with(right.authority())),
                    "it refuses the user or the password");
        } finally {
            named.close();
        }
        BrokerServer misnamed = TestServers.brokerWithTls(ofAnotherHost).orElseThrow();
        try {
            assertRefused(broker(misnamed, ofAnotherHost), OTHER_HOST);
        } finally {
            misnamed.close();
        }
    }

    @Test
    void aFileThatHoldsNoCertificateIsSaidSo() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        Path key = right.key();
        assertThatThrownBy(() -> TrustedAuthorities.with(empty)).hasMessage("has no certificate in it");
        assertThatThrownBy(() -> TrustedAuthorities.with(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustedAuthorities.with(directory.resolve("none")))
                .hasMessage("there is no such file");
        assertThat(TrustedAuthorities.with(right.authority()).more()).hasSize(1);
    }

    private static void skipWithout(Object server, String program) {
        if (server == null) {
            System.out.println("a test of TLS is skipped: there is no " + program);
        }
        assumeTrue(server != null);
    }

    private static RedisSettings redis(RedisNode node, String scheme, Certificates trusted) {
        return RedisSettings.of(scheme + "://127.0.0.1:" + node.port(), Optional.of("geheim"))
                .trusting(TrustedAuthorities.with(trusted.authority()));
    }

    private static BrokerSettings broker(BrokerServer server, Certificates trusted) {
        String[] user = server.uri().getUserInfo().split(":", 2);
        return BrokerSettings.of("amqps://" + user[0] + "@127.0.0.1:" + server.uri().getPort(), new Secret(user[1]),
                "test").trusting(TrustedAuthorities.with(trusted.authority()));
    }

    private void assertRefused(RedisSettings settings, String reason) {
        assertThatThrownBy(() -> RedisState.open(settings, outages)).isInstanceOf(RedisRefusedException.class)
                .hasMessageContaining("127.0.0.1:" + settings.nodes().getFirst().port()).hasMessageContaining(reason)
                .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n"));
    }

    private void assertRefused(BrokerSettings settings, String reason) {
        try (AmqpBroker broker = new AmqpBroker(settings, outages)) {
            assertThatThrownBy(broker::check).isInstanceOf(BrokerRefusedException.class)
                    .hasMessageContaining(settings.addresses().getFirst().toString()).hasMessageContaining(reason)
                    .satisfies(problem -> assertThat(problem.getMessage()).doesNotContain("\n"));
        }
    }
}
