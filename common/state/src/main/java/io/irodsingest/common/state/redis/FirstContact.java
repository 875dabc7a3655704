package io.irodsingest.common.state.redis;

import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.redis.RedisSettings.Layout;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;
import org.redisson.client.RedisConnection;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.RedisStrictCommand;
import org.redisson.client.protocol.decoder.ObjectListReplayDecoder;

/**
 * Asks the nodes of an address what they are, before Redisson works with them: it does not tell a wrong password of a sentinel, a
 * certificate that is not trusted or a server of another kind from servers that are away.
 */
final class FirstContact {
    private static final RedisCommand<List<Object>> MASTER = new RedisCommand<>("SENTINEL", "GET-MASTER-ADDR-BY-NAME",
            new ObjectListReplayDecoder<Object>());
    private static final RedisStrictCommand<Map<String, String>> INFO = RedisCommands.INFO_SERVER;

    private final RedisSettings settings;

    FirstContact(RedisSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns when one of the nodes is what it should be.
     *
     * @throws UnavailableException when none can be reached
     * @throws RedisRefusedException when the first that answers does not want us, or is something else
     */
    void check() throws UnavailableException {
        UnavailableException away = null;
        for (String node : RedisConfiguration.addresses(settings)) {
            try {
                ask(node);
                return;
            } catch (RedisRefusedException refusal) {
                throw refusal;
            } catch (RuntimeException problem) {
                String reason = node + ": " + RedisErrors.reason(problem);
                if (RedisErrors.isRefusal(problem)) {
                    throw new RedisRefusedException("Redis refuses us: " + reason, problem);
                }
                if (!RedisErrors.isOutage(problem)) {
                    throw problem;
                }
                away = new UnavailableException(Dependency.REDIS, reason, problem);
            }
        }
        throw away;
    }

    private void ask(String node) {
        RedisClient client = RedisClient.create(configuration(node));
        try {
            RedisConnection connection = client.connect();
            layout(connection).filter(found -> found != settings.layout()).ifPresent(found -> {
                throw new RedisRefusedException(node + " is " + described(found) + "; the address is to begin with "
                        + found.scheme(settings.tls()) + "://", null);
            });
            if (settings.layout() == Layout.SENTINEL
                    && isNothing(connection.sync(StringCodec.INSTANCE, MASTER, settings.master().orElseThrow()))) {
                throw new RedisRefusedException(
                        "the sentinel " + node + " knows no master '" + settings.master().get() + "'", null);
            }
        } finally {
            client.shutdownAsync();
        }
    }

    private RedisClientConfig configuration(String node) {
        RedisClientConfig configuration = new RedisClientConfig().setAddress(node)
                .setResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .setConnectTimeout((int) RedisConfiguration.CONNECT_TIMEOUT.toMillis())
                .setCommandTimeout((int) RedisConfiguration.ANSWER_TIMEOUT.toMillis());
        boolean sentinel = settings.layout() == Layout.SENTINEL;
        (sentinel ? settings.sentinelPassword() : settings.password()).ifPresent(configuration::setPassword);
        if (!sentinel) {
            settings.user().ifPresent(configuration::setUsername);
        }
        if (settings.tls()) {
            configuration.setSslTrustManagerFactory(settings.authorities().trustManagers());
        }
        return configuration;
    }

    /** What the server says of itself; empty when it does not let us ask. */
    private static Optional<Layout> layout(RedisConnection connection) {
        try {
            Map<String, String> told = connection.sync(StringCodec.INSTANCE, INFO);
            return switch (told.getOrDefault("redis_mode", "")) {
                case "standalone" -> Optional.of(Layout.SINGLE);
                case "cluster" -> Optional.of(Layout.CLUSTER);
                case "sentinel" -> Optional.of(Layout.SENTINEL);
                default -> Optional.empty();
            };
        } catch (RedisException notAllowed) {
            if (String.valueOf(notAllowed.getMessage()).startsWith("NOPERM")) {
                return Optional.empty();
            }
            throw notAllowed;
        }
    }

    private static boolean isNothing(List<Object> answer) {
        return answer == null || answer.isEmpty();
    }

    private static String described(Layout layout) {
        return switch (layout) {
            case SINGLE -> "a single Redis";
            case CLUSTER -> "a node of a Redis Cluster";
            case SENTINEL -> "a sentinel, not a Redis";
        };
    }
}
