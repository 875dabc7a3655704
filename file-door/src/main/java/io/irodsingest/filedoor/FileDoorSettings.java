package io.irodsingest.filedoor;

import io.irodsingest.common.config.ClusterSettings;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.metrics.MetricsListener;
import io.irodsingest.common.metrics.MetricsSettings;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.filedoor.check.Checkers;
import io.irodsingest.filedoor.config.DoorConfig;
import io.irodsingest.filedoor.config.DoorsFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a file door is given.
 *
 * @param token that the orchestrator wants to see, of the role operator; empty when it wants none
 * @param authorities that are trusted for the orchestrator and for stores
 * @param metrics where they are shown; empty when nobody is to be listened to
 */
public record FileDoorSettings(URI orchestrator, Optional<Secret> token, TrustedAuthorities authorities,
        List<DoorConfig> doors,
        Optional<MetricsListener.Options> metrics) {
    private static final Setting DOORS = Setting.optional(Setting.PREFIX + "DOORS",
            "The YAML file that says which directories and buckets are watched, and what becomes of their files; needed");
    private static final Setting URL = Setting.of(Setting.PREFIX + "URL", "http://127.0.0.1:8080",
            "Where the orchestrator is");
    private static final Setting TOKEN = Setting.secret(Setting.PREFIX + "TOKEN",
            "What the orchestrator wants to see: a token of the role operator");
    private static final Setting PLUGINS = Setting.optional(Setting.PREFIX + "PLUGIN_DIR",
            "A directory of jars with checkers of files; nobody but its owner may write there");

    /** Those that no other process has alike. */
    public static final List<Setting> ALL = Stream
            .concat(Stream.of(DOORS, URL, TOKEN, PLUGINS), MetricsSettings.ALL.stream()).toList();

    public FileDoorSettings {
        doors = List.copyOf(doors);
    }

    /** Reads the file of doors, and loads checkers, too; what is wrong with them is noted as a problem. */
    public static FileDoorSettings read(Settings values, ClusterSettings cluster) {
        Checkers checkers = values.parsed(PLUGINS, directory -> Checkers.with(Path.of(directory)))
                .orElseGet(Checkers::builtIn);
        Optional<List<DoorConfig>> doors = values.parsed(DOORS, file -> DoorsFile.read(Path.of(file), checkers));
        if (values.text(DOORS).isEmpty()) {
            values.problem(DOORS, "must be set to the YAML file that says which directories are watched");
        }
        return new FileDoorSettings(values.address(URL, Set.of("http", "https")).orElseThrow(),
                values.text(TOKEN).map(Secret::new), cluster.authorities(), doors.orElse(List.of()),
                MetricsSettings.read(values));
    }
}
