package io.irodsingest.workerfilesystem;

import io.irodsingest.common.config.OwnFiles;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which directories of this machine may be sources. Of the directories that are named here, the nearest one above a source decides.
 * Immutable.
 *
 * @param allowed absolute
 * @param refused absolute
 * @param own what belongs to the process, and is always refused
 * @param elsewhere whether a source may be where no directory that is named here is above it
 */
public record SourceRoots(List<Path> allowed, List<Path> refused, OwnFiles own, boolean elsewhere) {
    static final Setting SETTING = Setting.optional(Setting.PREFIX + "SOURCE_ROOTS",
            "The directories that sources may be in, separated by commas; unset, all but those of the system, like /etc, and"
                    + " what belongs to the process itself");

    /** Secrets, devices, and what others' programs keep of theirs. */
    private static final List<Path> OF_THE_SYSTEM = Stream.of("/boot", "/dev", "/etc", "/proc", "/root", "/run", "/sys",
            "/var/run", "/var/log", "/var/spool", "/var/lib/containerd", "/var/lib/containers", "/var/lib/docker",
            "/var/lib/kubelet", "/var/lib/postgresql", "/var/lib/rabbitmq", "/var/lib/redis").map(Path::of).toList();

    public SourceRoots {
        allowed = List.copyOf(allowed);
        refused = List.copyOf(refused);
    }

    /** Everything but the system's places and those of the process. */
    public static SourceRoots usual(OwnFiles own) {
        return new SourceRoots(List.of(), OF_THE_SYSTEM, own, true);
    }

    /** What a setting says; a path in it that is not absolute is noted as a problem. */
    public static SourceRoots read(Settings settings) {
        List<Path> roots = settings.list(SETTING).stream().map(Path::of).toList();
        if (roots.stream().anyMatch(root -> !root.isAbsolute())) {
            settings.problem(SETTING, "must name absolute paths, separated by commas");
        }
        SourceRoots usual = usual(settings.ownFiles());
        return roots.isEmpty() ? usual : new SourceRoots(roots, usual.refused, usual.own, false);
    }

    /** The same, and this directory too. */
    public SourceRoots and(Path directory) {
        List<Path> more = new ArrayList<>(allowed);
        more.add(directory);
        return new SourceRoots(more, refused, own, elsewhere);
    }
}
