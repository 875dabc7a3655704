package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.CollectionContent;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Mode;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.SyncCache.NameHash;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.Task.DeleteCollection;
import io.irodsingest.common.task.Task.DeleteDataObjects;
import io.irodsingest.common.task.Task.FindLeftovers;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.ingest.source.Listing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the target has of directories that were listed whole, and the source does not have. Every name of a listing keeps its
 * place in the target, whatever is the matter with the entry: excluded, unreadable, or of another kind than what is in the
 * target.
 */
final class Leftovers {
    private final TaskContext context;
    private final JobSpec spec;
    private final TargetPaths targets;
    private final boolean wanted;

    /** @throws HookFailedException when nobody can say whether something is to be deleted */
    Leftovers(TaskContext context, TargetPaths targets) throws HookFailedException, InterruptedException {
        this.context = context;
        this.spec = context.spec();
        this.targets = targets;
        this.wanted = areWanted(context);
    }

    /** Whether a job of this kind looks for them. A check looks for everything; an initial ingest has none. */
    static boolean areWanted(TaskContext context) throws HookFailedException, InterruptedException {
        JobSpec spec = context.spec();
        return spec.options().mode() == Mode.CHECK || !spec.options().initialIngest()
                && context.behaviour().deleteMode() != DeleteMode.DO_NOT_DELETE;
    }

    /** Whether the listing is that of a source that lost everything, as an unmounted file system does. */
    boolean isSuspicious(Listing listing) {
        return listing.directory().path().isEmpty() && listing.names().isEmpty() && !spec.options().allowEmptySource();
    }

    /** Asks once what the collection of a directory has; nothing when it was made in this pass. */
    OfDirectory of(Listing listing) throws IrodsException, InterruptedException {
        if (!wanted || listing.directory().newCollection() || isSuspicious(listing)) {
            return none();
        }
        if (!listing.isWhole()) {
            return listing.directory().part().isPresent()
                    ? none()
                    : new OfDirectory("", List.of(), List.of(),
                            List.of(new FindLeftovers(listing.directory().path(), "", 0)));
        }
        RawPath directory = listing.directory().path();
        String collection = targets.logicalPath(directory);
        CollectionContent content = context.irods(session -> session.list(collection));
        Set<String> present = HashSet.newHashSet(listing.names().size());
        listing.names().forEach(name -> present.add(targets.logicalName(directory, name.raw())));
        Predicate<String> isLeft = name -> !present.contains(name);
        return new OfDirectory(collection, content.dataObjects().stream().filter(isLeft).sorted().toList(),
                content.collections().stream().filter(isLeft).sorted().toList(), List.of());
    }

    OfDirectory none() {
        return new OfDirectory("", List.of(), List.of(), List.of());
    }

    /** What one line for the user says of a collection that could not be asked for. */
    static String describe(IrodsException refused) {
        return "nothing of its collection is deleted, because it cannot be listed: "
                + new Reply(refused.status(), refused.getMessage()).describe();
    }

    /** What is left over of one directory. */
    final class OfDirectory {
        private final String collection;
        private final List<String> dataObjects;
        private final List<String> collections;
        private final List<Task> search;

        /** @param search what finds them, when this listing does not tell */
        private OfDirectory(String collection, List<String> dataObjects, List<String> collections, List<Task> search) {
            this.search = search;
            this.collection = collection;
            this.dataObjects = dataObjects;
            this.collections = collections;
        }

        /** The tasks that delete it all. */
        List<Task> tasks() {
            return tasks(0, 0, 1);
        }

        /**
         * The tasks that delete what would be in some buckets of the sync cache, so that each name comes in one part of a large
         * directory.
         */
        List<Task> tasks(int bits, int firstBucket, int endBucket) {
            Predicate<String> part = name -> {
                int bucket = NameHash.of(RawPath.ofText(name)).bucket(bits);
                return bucket >= firstBucket && bucket < endBucket;
            };
            List<Task> tasks = deletions(spec, collection, dataObjects.stream().filter(part).toList(),
                    collections.stream().filter(part).toList());
            if (firstBucket == 0) {
                tasks.addAll(search);
            }
            return tasks;
        }
    }

    /** The tasks that delete data objects and collections of a collection. */
    static List<Task> deletions(JobSpec spec, String collection, List<String> dataObjects, List<String> collections) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < dataObjects.size(); i += spec.filesPerTask()) {
            tasks.add(new DeleteDataObjects(collection,
                    dataObjects.subList(i, Math.min(dataObjects.size(), i + spec.filesPerTask())), 0));
        }
        collections.forEach(name -> tasks.add(new DeleteCollection(collection + '/' + name, "", 0)));
        return tasks;
    }
}
