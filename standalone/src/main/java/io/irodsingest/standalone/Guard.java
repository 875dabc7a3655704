package io.irodsingest.standalone;

import io.irodsingest.cli.CommandException;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.common.config.Settings;
import io.irodsingest.workerfilesystem.SourceRoots;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the worker of a local cluster lets jobs have of this machine. Immutable.
 *
 * @param sources which directories may be sources
 */
record Guard(SourceRoots sources) {
    /** What workers let jobs have that nobody has set up. */
    static Guard usual() {
        return new Guard(SourceRoots.usual(OwnFiles.of(System.getenv())));
    }

    /** What the environment says. @throws CommandException when that is wrong */
    static Guard read(Map<String, String> environment) {
        try {
            return Settings.build(environment, values -> new Guard(SourceRoots.read(values)));
        } catch (InvalidSettingsException wrong) {
            throw CommandException.wrongUse(String.join("; ", wrong.problems()));
        }
    }

    /** A directory that belongs to this process alone. */
    Guard keeping(Path directory) {
        return new Guard(new SourceRoots(sources.allowed(), sources.refused(), sources.own().with(directory),
                sources.elsewhere()));
    }

    /** A directory that its user named, who may read it anyway. */
    Guard allowing(Path directory) {
        return new Guard(sources.and(directory));
    }
}
