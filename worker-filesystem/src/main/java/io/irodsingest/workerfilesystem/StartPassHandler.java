package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.state.SyncCache.Bucket;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.common.task.Task.ScanDirectories;
import io.irodsingest.common.task.Task.StartPass;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out whether a job can be done at all, before anything is touched. */
final class StartPassHandler implements TaskHandler<StartPass> {
    private static final NameHash ROOT = NameHash.of(RawPath.EMPTY);

    @Override
    public Outcome handle(StartPass task, TaskContext context) throws InterruptedException {
        JobSpec spec = context.spec();
        Optional<String> unusable = unusableSource(spec.source().toPath());
        if (unusable.isPresent()) {
            if (!Files.exists(spec.source().toPath()) && !spec.options().mode().changesNothing()) {
                context.cache().forgetTrees(List.of(DirectoryKey.above(spec)));
            }
            return new Outcome.JobFailed("source " + spec.source() + " cannot be used: " + unusable.get());
        }
        if (isRemembered(spec, context)) {
            return begin(false, CacheUpdate.NONE);
        }
        try {
            boolean created = context.irods(session -> makeTarget(session, spec));
            if (created) {
                // what may be remembered of an earlier target of that name
                context.cache().forgetTrees(List.of(DirectoryKey.above(spec)));
            }
            EntryStamp stamp = EntryStamp.layout(0);
            return begin(created, new CacheUpdate.Builder().put(DirectoryKey.above(spec), 0, ROOT, stamp).build());
        } catch (IrodsException refused) {
            return new Outcome.JobFailed("target " + spec.target() + " cannot be used: " + refused.getMessage());
        }
    }

    @Override
    public Outcome failed(StartPass task, TaskContext context, String error) {
        return new Outcome.JobFailed(error);
    }

    private static Outcome begin(boolean newCollection, CacheUpdate cache) {
        Counts counts = newCollection ? Counts.of(Count.COLLECTIONS_CREATED, 1) : Counts.NONE;
        Directory root = new Directory(RawPath.EMPTY, newCollection, 0);
        return new Outcome.Done(counts, List.of(new ScanDirectories(List.of(root))), List.of(), cache);
    }

    private static Optional<String> unusableSource(Path source) {
        try {
            if (!Files.exists(source)) {
                return Optional.of("it does not exist on this worker's machine");
            }
            if (!Files.isDirectory(source)) {
                return Optional.of("it is not a directory");
            }
            try (var entries = Files.newDirectoryStream(source)) {
                entries.iterator().hasNext();
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(Errors.describe(unreadable));
        }
    }

    private static boolean isRemembered(JobSpec spec, TaskContext context) throws InterruptedException {
        Bucket above = new Bucket(DirectoryKey.above(spec), 0);
        Map<NameHash, EntryStamp> remembered = context.cache().read(List.of(above)).getOrDefault(above, Map.of());
        return !spec.ignoreCache() && remembered.containsKey(ROOT);
    }

    private static boolean makeTarget(IrodsSession session, JobSpec spec) throws UnavailableException, IrodsException {
        List<String> zones = session.zones();
        if (!zones.contains(spec.zone())) {
            throw new IrodsException(0,
                    "zone " + spec.zone() + " does not exist; the server knows " + String.join(", ", zones));
        }
        if (spec.resource().isPresent() && !session.resourceExists(spec.resource().get())) {
            throw new IrodsException(0, "resource " + spec.resource().get() + " does not exist");
        }
        if (session.isCollection(spec.target())) {
            return false;
        }
        session.createCollectionWithParents(spec.target());
        return true;
    }
}
