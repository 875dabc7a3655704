package io.irodsingest.workerbatch;

import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.tls.TrustedAuthorities;
import io.irodsingest.workerbatch.output.OutputRoots;
import io.irodsingest.workerbatch.output.OutputStore;
import io.irodsingest.workerbatch.plugin.InvalidPluginException;
import io.irodsingest.workerbatch.plugin.ProcessorRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a worker for batches is given.
 *
 * @param registry its processors
 * @param environment of the process; initializers get the part of it that is for their applications
 * @param mostQueryBytes that the output files of a slow query may have together
 * @param roots where output files may go
 * @param store opens the store of the buckets among these
 */
public record BatchSettings(ProcessorRegistry registry, Map<String, String> environment, long mostQueryBytes,
        OutputRoots roots, OutputStore.Making store) {
    private static final long MIB = 1024 * 1024;
    private static final int MOST_MIB = 1024 * 1024;

    private static final Setting PLUGINS = Setting.optional(Setting.PREFIX + "PLUGIN_DIR",
            "A directory of jars with processors of batches and slow queries; nobody but its owner may write there");
    private static final Setting QUERY_OUTPUT = Setting.of(Setting.PREFIX + "QUERY_OUTPUT_MIB", "256",
            "How many MiB the output files of a slow query may have together; they are kept in Redis");

    /** Those of this kind of worker alone. */
    public static final List<Setting> ALL = Stream
            .concat(Stream.of(PLUGINS, QUERY_OUTPUT, OutputRoots.SETTING), OutputStore.SETTINGS.stream()).toList();

    public BatchSettings {
        environment = Map.copyOf(environment);
    }

    /**
     * Loads the processors too; one that cannot be had is noted as a problem.
     *
     * @param authorities whose certificates are trusted for stores
     */
    public static BatchSettings read(Settings values, Map<String, String> environment,
            TrustedAuthorities authorities) {
        return new BatchSettings(registry(values), environment, values.integer(QUERY_OUTPUT, 1, MOST_MIB) * MIB,
                OutputRoots.read(values), OutputStore.read(values, authorities));
    }

    private static ProcessorRegistry registry(Settings values) {
        Optional<Path> directory = values.path(PLUGINS);
        try {
            return ProcessorRegistry.load(directory);
        } catch (InvalidPluginException wrong) {
            values.problem(PLUGINS, directory.map(path -> "is '" + path + "': ").orElse("is not set: ")
                    + wrong.getMessage());
            return ProcessorRegistry.EMPTY;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return ProcessorRegistry.EMPTY;
        }
    }
}
