package io.irodsingest.orchestrator;

import io.irodsingest.orchestrator.loops.Sweeper;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.Settings.Effective;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.orchestrator.access.KnownTokens;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.TokensFile;
import io.irodsingest.orchestrator.http.ListenerSettings;
import io.irodsingest.orchestrator.http.ListenerSettings.Tls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How an orchestrator works.
 *
 * @param listener where it listens; beyond loopback it needs tokens
 * @param sweepEvery the pause between two rounds of the sweep
 * @param unpublishedAfter a task whose publishing was not reported for so long is published again
 * @param stalledAfter a task that its queue has passed by that much, and that no worker has told of for so long, is published again
 * @param batchBytes how many bytes all batches may take in Redis
 * @param dashboard whether it serves pages for people, too
 * @param effective what is shown of all settings of the process; empty when they come from elsewhere
 */
public record OrchestratorSettings(ListenerSettings listener, Duration sweepEvery, Duration unpublishedAfter,
        Duration stalledAfter, long batchBytes, boolean dashboard,
        List<Effective> effective) {
    private static final long USUAL_BATCH_BYTES = 1L << 30;

    private static final String UNITS = "KMG";
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,8})([kmgKMG])");

    private static final Setting BIND = Setting.of(Setting.PREFIX + "BIND", "127.0.0.1",
            "The address to listen on; another than a loopback one needs tokens");
    private static final Setting PORT = Setting.of(Setting.PREFIX + "PORT", "8080",
            "The port to listen on; 0 for a free one, which the log names");
    private static final Setting TOKENS = Setting.optional(Setting.PREFIX + "TOKENS_FILE",
            "The file of the tokens that clients must show, made by irods-ingest token; it may change at any time");
    private static final Setting LOCAL_ROLE = Setting.of(Setting.PREFIX + "LOCAL_ROLE", "operator",
            "What every process of this machine may do when there are no tokens: viewer, operator, or admin, which also runs"
                    + " code of its own on the workers");
    private static final Setting KEY_STORE = Setting.optional(Setting.PREFIX + "TLS_KEYSTORE",
            "A PKCS#12 file with certificate and key, to listen by TLS");
    private static final Setting KEY_STORE_PASSWORD = Setting.secret(Setting.PREFIX + "TLS_KEYSTORE_PASSWORD",
            "The password of that file");
    private static final Setting SWEEP_EVERY = Setting.of(Setting.PREFIX + "SWEEP_EVERY", "2s",
            "The pause between two looks for what was left undone");
    private static final Setting UNPUBLISHED_AFTER = Setting.of(Setting.PREFIX + "UNPUBLISHED_AFTER", "15s",
            "A task that was not reported as published for so long is published again");
    private static final Setting STALLED_AFTER = Setting.of(Setting.PREFIX + "STALLED_AFTER", "60s",
            "A task that no worker has, and that its queue has passed by so much for so long, is published again");

    private static final Setting BATCH_BYTES = Setting.of(Setting.PREFIX + "BATCH_BYTES", "1G",
            "How much of Redis all batches and lists of paths together may take, like 500M or 4G: what has no room is refused");

    private static final Setting DASHBOARD = Setting.of(Setting.PREFIX + "DASHBOARD", "on",
            "Whether the orchestrator serves pages for people in a browser: on or off");

    /** What {@link #read} reads. */
    public static final List<Setting> ALL = List.of(BIND, PORT, TOKENS, LOCAL_ROLE, KEY_STORE, KEY_STORE_PASSWORD,
            DASHBOARD, SWEEP_EVERY,
            UNPUBLISHED_AFTER, STALLED_AFTER, BATCH_BYTES);

    /** Those, and where the servers of an orchestrator that is a process are. */
    static final List<Setting> OF_PROCESS = Stream.of(ALL, BrokerSettings.ALL, RedisSettings.ALL).flatMap(List::stream)
            .toList();

    /** @throws IllegalArgumentException when it would listen beyond loopback without tokens; the message is for the user */
    public OrchestratorSettings {
        effective = List.copyOf(effective);
        if (listener.tokens().isEmpty() && !isLoopback(listener.address())) {
            throw new IllegalArgumentException(BIND.name() + " is '" + listener.address()
                    + "', which others can reach: set " + TOKENS.name() + ", or listen on 127.0.0.1");
        }
    }

    /** On a free port of loopback, with the usual times, without tokens: every process of this machine is trusted. */
    public static OrchestratorSettings onLoopback() {
        return new OrchestratorSettings(new ListenerSettings("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(60), USUAL_BATCH_BYTES, true,
                List.of());
    }

    /** The same on another port. */
    public OrchestratorSettings withPort(int newPort) {
        return with(new ListenerSettings(listener.address(), newPort, listener.tokens(), listener.local(),
                listener.tls()));
    }

    /** The same for those who show a token. */
    public OrchestratorSettings asking(KnownTokens tokens) {
        return with(new ListenerSettings(listener.address(), listener.port(), Optional.of(tokens), listener.local(),
                listener.tls()));
    }

    /** The same with other room for batches. */
    public OrchestratorSettings withBatchBytes(long bytes) {
        return new OrchestratorSettings(listener, sweepEvery, unpublishedAfter, stalledAfter, bytes, dashboard,
                effective);
    }

    /** The same at another address. */
    public OrchestratorSettings with(ListenerSettings newListener) {
        return new OrchestratorSettings(newListener, sweepEvery, unpublishedAfter, stalledAfter, batchBytes, dashboard,
                effective);
    }

    /** The same with or without a dashboard. */
    public OrchestratorSettings withDashboard(boolean shown) {
        return new OrchestratorSettings(listener, sweepEvery, unpublishedAfter, stalledAfter, batchBytes, shown,
                effective);
    }

    /** @throws IllegalArgumentException as the constructor does */
    public static OrchestratorSettings read(Settings settings) {
        return new OrchestratorSettings(
                new ListenerSettings(settings.text(BIND).orElseThrow(), settings.integer(PORT, 0, 65_535),
                        tokens(settings),
                        settings.choice(LOCAL_ROLE, Role.class), tls(settings)),
                settings.duration(SWEEP_EVERY), settings.duration(UNPUBLISHED_AFTER),
                settings.duration(STALLED_AFTER),
                settings.parsed(BATCH_BYTES, OrchestratorSettings::bytes).orElse(USUAL_BATCH_BYTES),
                dashboard(settings),
                settings.effective(Program.all(OF_PROCESS)));
    }

    /** The tokens that settings name; empty when they name none. */
    public static Optional<KnownTokens> tokens(Settings settings) {
        return settings.parsed(TOKENS, text -> TokensFile.open(Path.of(text)));
    }

    /** Whether settings want the dashboard. */
    public static boolean dashboard(Settings settings) {
        return settings.flag(DASHBOARD);
    }

    private static Optional<Tls> tls(Settings settings) {
        Secret password = new Secret(settings.text(KEY_STORE_PASSWORD).orElse(""));
        return settings.parsed(KEY_STORE, text -> Tls.of(Path.of(text), password));
    }

    Sweeper.Times times() {
        return new Sweeper.Times(sweepEvery, unpublishedAfter, stalledAfter);
    }

    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new IllegalArgumentException("must be a size like 500M or 4G");
        }
        return Long.parseLong(size.group(1)) << 10 * (UNITS.indexOf(size.group(2).toUpperCase(Locale.ROOT)) + 1);
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
}
