package io.irodsingest.common.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.irodsingest.common.job.Denials;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.task.TaskMessage;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes when tasks begin and end to a file of the name that their job gives, in the one directory for profiles: a line of JSON for each, in
 * one append, so that workers of one machine, or of one file system, may share the file. A file that cannot be written stops no
 * task. Thread-safe.
 */
final class TaskProfile {
    private static final Logger LOG = LoggerFactory.getLogger(TaskProfile.class);
    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();
    private static final String WORKER = hostName() + '-' + ProcessHandle.current().pid();
    private static final Set<Path> UNWRITABLE = ConcurrentHashMap.newKeySet();

    /**
     * A line.
     *
     * @param ts ISO 8601 in UTC
     * @param event {@code begin} or {@code end}
     * @param task its number in its job
     * @param worker host and process
     * @param outcome of an end: the type of the {@link Outcome}, or {@code Interrupted}
     * @param counts of an end that is done, without those that are 0; {@code to_be_retried} are entries that failed for now
     */
    private record Line(String ts, String event, String job, String jobId, long task, String type, String worker,
            String thread, Optional<String> outcome, Optional<Map<String, Long>> counts) {}

    /** Work of which is recorded when it begins and ends. */
    @FunctionalInterface
    interface Work {
        Outcome run() throws InterruptedException;
    }

    private final Optional<Path> directory;

    /** @param directory empty when there are to be no profiles: a job that wants one fails when it begins */
    TaskProfile(Optional<Path> directory) {
        this.directory = directory;
    }

    Outcome recorded(JobSpec spec, TaskMessage message, Work work) throws InterruptedException {
        if (spec.options().profile().isEmpty()) {
            return work.run();
        }
        String name = spec.options().profile().get();
        if (directory.isEmpty() || !JobOptions.isProfileName(name)) {
            return message.task().isFirst() ? refused(spec, name) : work.run();
        }
        Path file = directory.get().resolve(name);
        append(file, line("begin", spec, message, Optional.empty(), Optional.empty()));
        Outcome outcome = null;
        try {
            outcome = work.run();
            return outcome;
        } finally {
            append(file, line("end", spec, message,
                    Optional.of(outcome == null ? "Interrupted" : outcome.getClass().getSimpleName()),
                    outcome instanceof Outcome.Done done ? Optional.of(counts(done)) : Optional.empty()));
        }
    }

    private Outcome refused(JobSpec spec, String name) {
        String reason = directory.isEmpty()
                ? "it wants a profile, and this worker writes none: set IRODS_INGEST_PROFILE_DIR for all workers, or"
                        + " start the job without --profile"
                : "its profile '" + name + "' is not the name of a file: start the job again with a name";
        Denials.note(spec, reason);
        return new Outcome.JobFailed(reason);
    }

    private static Line line(String event, JobSpec spec, TaskMessage message, Optional<String> outcome,
            Optional<Map<String, Long>> counts) {
        return new Line(Instant.now().toString(), event, spec.name(), message.jobId(), message.number(),
                message.task().type(), WORKER, Thread.currentThread().getName(), outcome, counts);
    }

    private static Map<String, Long> counts(Outcome.Done done) {
        Map<String, Long> counts = new TreeMap<>();
        done.counts().values().forEach((count, amount) -> {
            if (amount != 0) {
                counts.put(count.key(), amount);
            }
        });
        long again = done.retryTasks().stream().mapToLong(part -> part.failures().size()).sum();
        if (again > 0) {
            counts.put("to_be_retried", again);
        }
        return counts;
    }

    private static void append(Path file, Line line) {
        // not a channel: an interrupt of the task would close it before the end is written
        try (FileOutputStream out = new FileOutputStream(notALink(file), true)) {
            out.write((JSON.writeValueAsString(line) + '\n').getBytes(StandardCharsets.UTF_8));
            UNWRITABLE.remove(file);
        } catch (IOException unwritable) {
            if (UNWRITABLE.add(file)) {
                LOG.warn("the profile cannot be written, work goes on without it: {}", unwritable.getMessage());
            }
        }
    }

    private static File notALink(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            throw new IOException(file + " is a link");
        }
        return file.toFile();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException noName) {
            return "localhost";
        }
    }
}
