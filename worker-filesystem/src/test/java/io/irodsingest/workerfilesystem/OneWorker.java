package io.irodsingest.workerfilesystem;

import io.irodsingest.ingesttasks.ListTask;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.ingest.entry.SyncFilesHandler;
import io.irodsingest.ingest.scan.FindLeftoversHandler;
import io.irodsingest.ingest.scan.ScanDirectoriesHandler;
import io.irodsingest.ingest.scan.ScanEntriesHandler;
import io.irodsingest.ingest.scan.ScanPathsHandler;
import io.irodsingest.ingest.scan.StartPassHandler;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The handlers of this worker with an iRODS and nothing else: what is remembered is in memory, tasks wait in a list and are done
 * one after the other. Deletions are told and not done. For one thread.
 */
final class OneWorker implements AutoCloseable {
    static final String HOME = "/tempZone/home/rods";
    private static final FilesystemSources SOURCES = new FilesystemSources();

    final MiniIrods server;
    final Irods irods;
    final MemoryCache cache = new MemoryCache();

    /**
     * What came of a pass.
     *
     * @param deletions tasks for the deletion worker
     * @param jobFailed why it could not be done
     * @param requests what iRODS was asked for, whatever it was
     */
    record Pass(Counts counts, List<EntryFailure> failures, List<Task> tasks, List<Task> deletions,
            Optional<String> jobFailed, long requests) {
        long count(Count count) {
            return counts.of(count);
        }
    }

    OneWorker() throws IOException {
        server = MiniIrods.builder().start();
        irods = IrodsClients.chosen(Map.of())
                .open(IrodsEnvironment.read(Map.of("IRODS_HOST", server.host(), "IRODS_PORT",
                        String.valueOf(server.port()), "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods",
                        "IRODS_PASSWORD", "rods"), Path.of("/nonexistent")), PoolSettings.DEFAULT, Meters.NONE);
    }

    Pass run(JobSpec spec) throws InterruptedException {
        return run(spec, EntryPolicy.of(JobPolicy.specified(spec)));
    }

    Pass run(JobSpec spec, JobPolicy policy) throws InterruptedException {
        return run(spec, policy, new IngestTask.StartPass());
    }

    /** Does a task, and what comes of it, as the runtime would. */
    Pass run(JobSpec spec, JobPolicy policy, Task first) throws InterruptedException {
        long before = server.counts().total();
        Deque<Task> waiting = new ArrayDeque<>(List.of(first));
        Counts.Builder counts = new Counts.Builder();
        List<EntryFailure> failures = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        List<Task> deletions = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Task task = waiting.remove();
            if (task instanceof IngestTask.DeleteDataObjects || task instanceof IngestTask.DeleteCollection) {
                deletions.add(task);
                continue;
            }
            tasks.add(task);
            ServedTask context = new ServedTask(spec, irods).with(policy).with(cache).committing(
                    done -> commit(done, spec, counts, failures, waiting));
            switch (handle(task, context)) {
                case Outcome.Done done -> commit(done, spec, counts, failures, waiting);
                case Outcome.Locked locked -> throw new AssertionError(locked.reason());
                case Outcome.JobFailed failed -> {
                    return new Pass(counts.build(), failures, tasks, deletions, Optional.of(failed.reason()),
                            server.counts().total() - before);
                }
            }
        }
        return new Pass(counts.build(), failures, tasks, deletions, Optional.empty(),
                server.counts().total() - before);
    }

    private static Outcome handle(Task task, ServedTask context) throws InterruptedException {
        return switch (task) {
            case IngestTask.StartPass start -> new StartPassHandler(SOURCES).handle(start, context);
            case IngestTask.ScanDirectories scan -> handle(new ScanDirectoriesHandler(SOURCES), scan, context);
            case IngestTask.ScanEntries scan -> handle(new ScanEntriesHandler(SOURCES), scan, context);
            case IngestTask.FindLeftovers find -> handle(new FindLeftoversHandler(SOURCES), find, context);
            case ListTask.ScanPaths scan -> handle(new ScanPathsHandler(SOURCES), scan, context);
            case IngestTask.SyncFiles sync -> handle(new SyncFilesHandler(SOURCES), sync, context);
            default -> throw new IllegalArgumentException("no task of this worker: " + task);
        };
    }

    private static <T extends Task> Outcome handle(TaskHandler<T> handler, T task, ServedTask context)
            throws InterruptedException {
        return handler.handle(task, context);
    }

    private void commit(Outcome.Done done, JobSpec spec, Counts.Builder counts, List<EntryFailure> failures,
            Deque<Task> waiting) {
        done.counts().values().forEach(counts::add);
        failures.addAll(done.failures());
        cache.apply(done.cache());
        waiting.addAll(done.children());
        for (Outcome.RetryTask again : done.retryTasks()) {
            if (again.retry() <= spec.options().retries().most()) {
                waiting.add(again.task());
            } else {
                counts.add(Count.FAILED, again.failures().size());
                failures.addAll(again.failures());
            }
        }
    }

    /** Work on a connection of the test. */
    @FunctionalInterface
    interface SessionWork<T> {
        T on(IrodsSession session) throws Exception;
    }

    <T> T irods(SessionWork<T> work) throws Exception {
        try (IrodsSession session = irods.session()) {
            return work.on(session);
        }
    }

    /** The only replica of a data object. */
    Replica replica(String path) throws Exception {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        List<Replica> replicas = irods(
                session -> session.replicas(path.substring(0, slash), List.of(name)).getOrDefault(name, List.of()));
        if (replicas.size() != 1) {
            throw new AssertionError(path + " has replicas " + replicas);
        }
        return replicas.getFirst();
    }

    boolean exists(String path) throws Exception {
        return irods(session -> session.exists(path));
    }

    @Override
    public void close() throws IOException {
        irods.close();
        server.close();
    }
}
