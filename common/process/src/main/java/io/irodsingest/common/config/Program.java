package io.irodsingest.common.config;

import io.irodsingest.common.outage.RefusedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the {@code main} of every process does: tells its settings, reads them, and ends with one line for each thing that is
 * wrong.
 *
 * @param name of the process, for messages
 * @param about what it does, for {@code --help}
 * @param settings those of its own and of its servers; what a cluster has alike and how to log is common to all
 * @param read makes its settings of their values and of the environment
 */
public record Program<T>(String name, String about, List<Setting> settings, Read<T> read) {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** Makes settings of values. */
    @FunctionalInterface
    public interface Read<T> {
        T from(Settings values, ClusterSettings cluster, Map<String, String> environment);
    }

    /** What the process is there for; it ends when a signal ends the process. */
    @FunctionalInterface
    public interface Work<T> {
        void run(T settings) throws IOException, CannotRunException, InterruptedException;
    }

    private record Everything<T>(LogSettings log, T own) {}

    /** Runs until a signal ends the process; ends it with 1 when it cannot run and with 2 when settings are wrong. */
    public void run(String[] arguments, Work<T> work) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(Usage.text(about, all(settings)));
            return;
        }
        if (arguments.length > 0) {
            end(WRONG_USE, List.of("it takes no arguments but --help; settings are environment variables"));
        }
        try {
            Map<String, String> environment = System.getenv();
            Function<Settings, Everything<T>> build = values -> new Everything<>(LogSettings.read(values),
                    read.from(values, ClusterSettings.read(values), environment));
            Everything<T> everything = Settings.build(environment, build);
            everything.log().apply();
            MachineLimits.ofFiles(MachineLimits.FILES_OF_PROCESS).ifPresent(trouble -> end(FAILED, List.of(trouble)));
            work.run(everything.own());
        } catch (InvalidSettingsException wrong) {
            end(WRONG_USE, wrong.problems());
        } catch (IOException | CannotRunException | RefusedException impossible) {
            end(FAILED, List.of(impossible.getMessage()));
        }
    }

    /** Those of a process's own, and those that every process has. */
    public static List<Setting> all(List<Setting> own) {
        return Stream.of(own, ClusterSettings.ALL, List.of(Setting.FILE), LogSettings.ALL).flatMap(List::stream)
                .toList();
    }

    /** Without running what a signal would run: nothing is to be closed yet, or the process could not begin. */
    private void end(int code, List<String> lines) {
        lines.forEach(line -> System.err.println("irods-ingest-" + name + ": " + line));
        Runtime.getRuntime().halt(code);
    }
}
