package io.irodsingest.orchestrator;

import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an orchestrator works.
 *
 * @param bindAddress where it listens: a name or address of this machine
 * @param port 0 for one that is free
 * @param token what clients must show; needed when the address is not a loopback one
 * @param sweepEvery the pause between two rounds of the sweep
 * @param unpublishedAfter a task whose publishing was not reported for so long is published again
 * @param stalledAfter a job in which nothing was committed for so long, and whose queues are empty, gets its open tasks
 *        published again
 */
public record OrchestratorSettings(String bindAddress, int port, Optional<String> token, Duration sweepEvery,
        Duration unpublishedAfter, Duration stalledAfter) {

    private static final int SHORTEST_TOKEN = 16;
    private static final Setting BIND = Setting.of(Setting.PREFIX + "BIND", "127.0.0.1",
            "The address to listen on; another than a loopback one needs a token");
    private static final Setting PORT = Setting.of(Setting.PREFIX + "PORT", "8080",
            "The port to listen on; 0 for a free one, which the log names");
    private static final Setting TOKEN = Setting.secret(Setting.PREFIX + "TOKEN",
            "The bearer token that clients must show, of at least " + SHORTEST_TOKEN + " characters");
    private static final Setting SWEEP_EVERY = Setting.of(Setting.PREFIX + "SWEEP_EVERY", "2s",
            "The pause between two looks for what was left undone");
    private static final Setting UNPUBLISHED_AFTER = Setting.of(Setting.PREFIX + "UNPUBLISHED_AFTER", "15s",
            "A task that was not reported as published for so long is published again");
    private static final Setting STALLED_AFTER = Setting.of(Setting.PREFIX + "STALLED_AFTER", "60s",
            "When nothing happened in a job for so long and its queues are empty, its open tasks are published again");

    /** What {@link #read} reads. */
    public static final List<Setting> ALL = List.of(BIND, PORT, TOKEN, SWEEP_EVERY, UNPUBLISHED_AFTER, STALLED_AFTER);

    /** @throws IllegalArgumentException when it would listen beyond loopback without a token; the message is for the user */
    public OrchestratorSettings {
        if (token.isPresent() && token.get().length() < SHORTEST_TOKEN) {
            throw new IllegalArgumentException(
                    TOKEN.name() + " has less than " + SHORTEST_TOKEN + " characters; take a longer one");
        }
        if (token.isEmpty() && !isLoopback(bindAddress)) {
            throw new IllegalArgumentException(BIND.name() + " is '" + bindAddress + "', which others can reach: set "
                    + TOKEN.name() + " or " + TOKEN.name() + "_FILE, or listen on 127.0.0.1");
        }
    }

    /** On a free port of loopback, without a token, with the usual times. */
    public static OrchestratorSettings onLoopback() {
        return new OrchestratorSettings("127.0.0.1", 0, Optional.empty(), Duration.ofSeconds(2), Duration.ofSeconds(15),
                Duration.ofSeconds(60));
    }

    /** The same on another port. */
    public OrchestratorSettings withPort(int newPort) {
        return new OrchestratorSettings(bindAddress, newPort, token, sweepEvery, unpublishedAfter, stalledAfter);
    }

    /** @throws IllegalArgumentException as the constructor does */
    public static OrchestratorSettings read(Settings settings) {
        return new OrchestratorSettings(settings.text(BIND).orElseThrow(), settings.integer(PORT, 0, 65_535),
                settings.text(TOKEN), settings.duration(SWEEP_EVERY), settings.duration(UNPUBLISHED_AFTER),
                settings.duration(STALLED_AFTER));
    }

    Sweeper.Times times() {
        return new Sweeper.Times(sweepEvery, unpublishedAfter, stalledAfter);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    BIND.name() + " is '" + address + "', which is no address of this machine",
                    unknown);
        }
    }

    @Override
    public String toString() {
        return bindAddress + ':' + port + (token.isPresent() ? " with a token" : "");
    }
}
