package io.irodsingest.common.worker.process;

import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.worker.WorkerOptions;
import io.irodsingest.common.broker.QueueNames;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.job.FrontQueue;
import io.irodsingest.common.irods.InvalidIrodsEnvironmentException;
import io.irodsingest.common.irods.IrodsClientProvider;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.metrics.MetricsListener;
import io.irodsingest.common.metrics.MetricsSettings;
import io.irodsingest.common.state.WorkerRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a worker process works: its options, where iRODS is and what speaks to it, and where its metrics are.
 *
 * @param metrics empty when nobody is to be listened to
 * @param python how event handlers of Python are run
 */
public record WorkerSettings(WorkerOptions options, IrodsEnvironment irods, IrodsClientProvider client,
        PoolSettings pool, Optional<MetricsListener.Options> metrics, PythonOptions python) {
    private static final int MOST_THREADS = 256;
    /** A collection of garbage, or a busy machine, may keep a worker silent for a second. */
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(3);

    private static final Setting THREADS = Setting.of(Setting.PREFIX + "THREADS", "4",
            "Tasks at work at a time, each with a connection to iRODS of its own");
    private static final Setting DRAIN = Setting.of(Setting.PREFIX + "DRAIN",
            WorkerOptions.DEFAULT_DRAIN.toSeconds() + "s", "How long running tasks may go on after SIGTERM");
    private static final Setting SOURCE_PATIENCE = Setting.of(Setting.PREFIX + "SOURCE_PATIENCE",
            WorkerOptions.DEFAULT_SOURCE_PATIENCE.toSeconds() + "s",
            "A job whose source, in an S3 store, was not reached once in this time fails");
    private static final Setting SILENCE = Setting.of(Setting.PREFIX + "WORKER_SILENCE",
            WorkerOptions.DEFAULT_SILENCE.toSeconds() + "s",
            "A worker that was not heard of for so long is taken for dead, and what it was at is begun elsewhere");
    private static final Setting DEEP_QUEUE = Setting.of(Setting.PREFIX + "DEEP_QUEUE",
            String.valueOf(WorkerOptions.DEFAULT_DEEP_QUEUE),
            "Scans wait while more messages than this wait in the queue of what they find");
    /** Where profiles of jobs go. */
    public static final Setting PROFILES = Setting.optional(Setting.PREFIX + "PROFILE_DIR",
            "The directory that profiles are written to, of jobs that want one; unset, no job can have one");
    private static final Setting IRODS = Setting.optional("IRODS_ENVIRONMENT_FILE",
            "Where iRODS is, as for the iCommands [~/.irods/irods_environment.json]; variables like IRODS_HOST, IRODS_PORT,"
                    + " IRODS_ZONE_NAME, IRODS_USER_NAME, IRODS_PASSWORD or IRODS_PASSWORD_FILE win over it");
    private static final Setting CLIENT = Setting.of(IrodsClients.VARIABLE, IrodsClients.PRESET,
            "The library that speaks to iRODS; jargon, where this build has it, for servers before 4.3.2");

    /** @param standard the queues of a worker of this kind */
    static List<Setting> all(List<String> standard) {
        return Stream
                .concat(Stream.of(THREADS, queues(standard), DEEP_QUEUE, DRAIN, SOURCE_PATIENCE, SILENCE, PROFILES,
                        IRODS,
                        CLIENT),
                        Stream.concat(PythonOptions.SETTINGS.stream(), MetricsSettings.ALL.stream()))
                .toList();
    }

    private static Setting queues(List<String> standard) {
        return Setting.of(Setting.PREFIX + "QUEUES", String.join(",", standard),
                "The queues to take tasks from, in the order in which a job goes through them");
    }

    /**
     * @param kind the kind of worker
     * @param standard the queues of that kind
     */
    static WorkerSettings read(Settings settings, String kind, List<String> standard,
            Map<String, String> environment) {
        Setting ofQueues = queues(standard);
        int threads = Math.max(1, settings.integer(THREADS, 1, MOST_THREADS));
        List<String> queues = settings.list(ofQueues);
        if (queues.isEmpty() || queues.stream().distinct().count() < queues.size()) {
            settings.problem(ofQueues, "must name each queue once, and at least one");
        }
        queues.forEach(queue -> QueueNames.trouble(queue).or(() -> FrontQueue.trouble(queue))
                .ifPresent(why -> settings.problem(ofQueues, "names '" + queue + "': that name " + why)));
        WorkerOptions options = new WorkerOptions(kind, queues.isEmpty() ? List.of("?") : queues, threads,
                Math.max(1, settings.integer(DEEP_QUEUE, 1, Integer.MAX_VALUE)), settings.duration(DRAIN),
                settings.duration(SOURCE_PATIENCE), silence(settings), profiles(settings));
        Optional<MetricsListener.Options> metrics = MetricsSettings.read(settings);
        PythonOptions python = PythonOptions.read(settings);
        try {
            Path home = Path.of(environment.getOrDefault("HOME", "/"));
            IrodsEnvironment irods = IrodsEnvironment.read(environment, home);
            return new WorkerSettings(options, irods, IrodsClients.chosen(environment),
                    PoolSettings.read(environment, threads), metrics, python.with(irods));
        } catch (InvalidIrodsEnvironmentException wrong) {
            settings.problem(IRODS, "or a variable: " + oneLine(wrong.getMessage()));
            return null;
        }
    }

    private static Duration silence(Settings settings) {
        Duration silence = settings.duration(SILENCE);
        if (silence.compareTo(SHORTEST_SILENCE) < 0 || silence.compareTo(WorkerRegistry.LONGEST_SILENCE) > 0) {
            settings.problem(SILENCE, "must be from " + SHORTEST_SILENCE.toSeconds() + "s to "
                    + WorkerRegistry.LONGEST_SILENCE.toMinutes() + "m");
        }
        return silence;
    }

    /** The directory for profiles, when there is to be one. */
    public static Optional<Path> profiles(Settings settings) {
        return settings.parsed(PROFILES, text -> {
            Path directory = Path.of(text);
            if (!Files.isDirectory(directory)) {
                throw new IllegalArgumentException("is no directory");
            }
            return directory;
        });
    }

    private static String oneLine(String message) {
        return Arrays.stream(message.split("\\R")).map(String::strip).collect(Collectors.joining("; "));
    }
}
