package io.irodsingest.common.handler.python;

import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.irods.IrodsEnvironment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * How a worker runs event handlers of Python. Immutable.
 *
 * @param command a path, or a name that is looked for on the PATH
 * @param processes for each job, at most
 * @param memory of one process, in MiB of address space; 0 for no limit
 * @param irods for sessions of python-irodsclient; empty for none
 */
public record PythonOptions(String command, int processes, int memory, Optional<IrodsEnvironment> irods) {
    private static final int MOST_PROCESSES = 256;
    private static final int LEAST_MEMORY = 256;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);
    /** By command. */
    private static final Map<String, Boolean> FOUND = new ConcurrentHashMap<>();

    private static final Setting PYTHON = Setting.of(Setting.PREFIX + "PYTHON", "python3",
            "The CPython, 3.9 or newer, that runs event handlers of Python");
    private static final Setting PROCESSES = Setting.of(Setting.PREFIX + "PYTHON_PROCESSES", "2",
            "Processes that run the event handler of one job, at most");
    private static final Setting MEMORY = Setting.of(Setting.PREFIX + "PYTHON_MEMORY", "2048",
            "MiB of address space that each of them may have; 0 for no limit");

    /** What a process is told about it. */
    public static final List<Setting> SETTINGS = List.of(PYTHON, PROCESSES, MEMORY);

    /** What holds where nothing is set. */
    public static final PythonOptions USUAL = new PythonOptions("python3", 2, 2048, Optional.empty());

    /** Reads the settings; what is wrong is noted in them. */
    public static PythonOptions read(Settings settings) {
        int memory = settings.integer(MEMORY, 0, Integer.MAX_VALUE);
        if (memory > 0 && memory < LEAST_MEMORY) {
            settings.problem(MEMORY, "must be 0, or " + LEAST_MEMORY + " or more");
        }
        return new PythonOptions(settings.text(PYTHON).orElse(USUAL.command()),
                Math.max(1, settings.integer(PROCESSES, 1, MOST_PROCESSES)), memory, Optional.empty());
    }

    /** Whether there is such a Python and it is new enough; found out once in a process. */
    public boolean isThere() {
        return FOUND.computeIfAbsent(command, PythonOptions::runs);
    }

    private static boolean runs(String command) {
        try {
            Process process = new ProcessBuilder(command, "-c", "import sys; sys.exit(sys.version_info < (3, 9))")
                    .redirectErrorStream(true).start();
            boolean ended = process.waitFor(LONGEST_LOOK.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The same with sessions to an iRODS. */
    public PythonOptions with(IrodsEnvironment environment) {
        return new PythonOptions(command, processes, memory, Optional.of(environment));
    }
}
