package io.irodsingest.common.config;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the machine lets a process have what it cannot work without. A process that meets such a limit while it works fails in a
 * hundred places at a time, none of which names it.
 */
public final class MachineLimits {
    /** Jars, connections to servers and some files. */
    public static final long FILES_OF_PROCESS = 512;
    /** The same for a process that has the servers in it. */
    public static final long FILES_OF_ALL_IN_ONE = 1_024;

    private static final long LEAST_SPACE = 64L << 20;
    private static final int MIB = 1 << 20;

    private MachineLimits() {}

    /**
     * Looks at how many files may be open at a time, connections among them.
     *
     * @return one line for the operator; empty when it is enough, or is not known
     */
    public static Optional<String> ofFiles(long needed) {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? ofFiles(system.getMaxFileDescriptorCount(), needed)
                : Optional.empty();
    }

    private static Optional<String> ofFiles(long allowed, long needed) {
        return allowed >= 0 && allowed < needed
                ? Optional.of("it may open " + allowed + " files and connections at a time and needs " + needed
                        + ": raise the limit, for example by 'ulimit -n 4096'")
                : Optional.empty();
    }

    /**
     * Looks at the space in the file system where a directory is, or will be made.
     *
     * @return one line for the operator; empty when it is enough to begin with
     */
    public static Optional<String> ofSpace(Path directory) throws IOException {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return ofSpace(directory, Files.getFileStore(existing).getUsableSpace());
    }

    static Optional<String> ofSpace(Path directory, long bytes) {
        return bytes < LEAST_SPACE
                ? Optional.of("the file system of " + directory + " has " + bytes / MIB + " MiB left and at least "
                        + LEAST_SPACE / MIB + " are needed: make room, or choose another directory")
                : Optional.empty();
    }
}
