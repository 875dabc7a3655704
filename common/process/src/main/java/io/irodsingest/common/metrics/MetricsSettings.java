package io.irodsingest.common.metrics;

import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.secret.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** Where a process that listens to nobody else shows its metrics and its health. */
public final class MetricsSettings {
    private static final int SHORTEST_TOKEN = 16;
    private static final int LARGEST_PORT = 65_535;
    private static final Setting PORT = Setting.optional(Setting.PREFIX + "METRICS_PORT",
            "The port where GET /metrics, /health/live and /health/ready are answered; 0 for a free one, which the log names;"
                    + " none when it is not set");
    private static final Setting BIND = Setting.of(Setting.PREFIX + "METRICS_BIND", "127.0.0.1",
            "The address to listen on for them; another than a loopback one needs a token");
    private static final Setting TOKEN = Setting.secret(Setting.PREFIX + "METRICS_TOKEN",
            "The bearer token that whoever asks for them must show, of at least " + SHORTEST_TOKEN + " characters");

    /** What {@link #read} reads. */
    public static final List<Setting> ALL = List.of(PORT, BIND, TOKEN);

    private MetricsSettings() {}

    /** @return empty when nobody is to be listened to, or what is set is wrong */
    public static Optional<MetricsListener.Options> read(Settings settings) {
        Optional<Integer> port = settings.parsed(PORT, MetricsSettings::port);
        Optional<InetAddress> address = settings.parsed(BIND, MetricsSettings::address);
        Optional<String> token = settings.text(TOKEN);
        if (port.isEmpty() || address.isEmpty()) {
            return Optional.empty();
        }
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            settings.problem(TOKEN, "has less than " + SHORTEST_TOKEN + " characters; take a longer one");
        } else if (token.isEmpty() && !address.get().isLoopbackAddress()) {
            settings.problem(BIND, "is '" + address.get().getHostAddress() + "', which others can reach: set "
                    + TOKEN.name() + " or " + TOKEN.name() + "_FILE, or listen on 127.0.0.1");
        }
        return Optional.of(new MetricsListener.Options(address.get(), port.get(), token.map(Secret::new)));
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("must be a whole number from 0 to " + LARGEST_PORT);
        }
        return port;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("is no address of this machine", unknown);
        }
    }
}
