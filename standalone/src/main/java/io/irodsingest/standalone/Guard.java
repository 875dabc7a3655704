package io.irodsingest.standalone;

import io.irodsingest.cli.CommandException;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.worker.process.WorkerSettings;
import io.irodsingest.workerfilesystem.SourceRoots;
import io.irodsingest.workers3.AllowedStores;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the worker of a local cluster lets jobs have of this machine. Immutable.
 *
 * @param sources which directories may be sources
 * @param profiles the directory for profiles; empty for none
 * @param stores which S3 stores may be read
 */
record Guard(SourceRoots sources, Optional<Path> profiles, AllowedStores stores) {
    /** What workers let jobs have that nobody has set up. */
    static Guard usual() {
        return new Guard(SourceRoots.usual(OwnFiles.of(System.getenv())), Optional.empty(), AllowedStores.usual());
    }

    /** What the environment says. @throws CommandException when that is wrong */
    static Guard read(Map<String, String> environment) {
        try {
            return Settings.build(environment, values -> new Guard(SourceRoots.read(values),
                    WorkerSettings.profiles(values), AllowedStores.read(values)));
        } catch (InvalidSettingsException wrong) {
            throw CommandException.wrongUse(String.join("; ", wrong.problems()));
        }
    }

    /** A directory that belongs to this process alone. */
    Guard keeping(Path directory) {
        return new Guard(new SourceRoots(sources.allowed(), sources.refused(), sources.own().with(directory),
                sources.elsewhere()), profiles, stores);
    }

    /** A directory that its user named, who may read it anyway. */
    Guard allowing(Path directory) {
        return new Guard(sources.and(directory), profiles, stores);
    }
}
