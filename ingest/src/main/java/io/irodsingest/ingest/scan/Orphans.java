package io.irodsingest.ingest.scan;

import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.ContentReader;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.ingesttasks.Mode;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.IngestTask.DeleteCollection;
import io.irodsingest.ingesttasks.IngestTask.DeleteDataObjects;
import io.irodsingest.ingesttasks.IngestTask.FindLeftovers;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.ingest.SyncTag;
import io.irodsingest.ingest.bundle.Staging;
import io.irodsingest.ingest.source.Listing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the target has of directories that were listed whole, and the source does not have. Every name of a listing keeps its
 * place in the target, whatever is the matter with the entry: excluded, unreadable, or of another kind than what is in the
 * target.
 */
final class Orphans {
    /** More are handed out by a task of their own, part by part. */
    private static final int MOST = 5000;

    private final TaskContext context;
    private final IngestSpec spec;
    private final TargetPaths targets;
    private final SyncTag tag;
    private final boolean wanted;

    /**
     * What is known of a collection now.
     *
     * @param tasks what deletes, or finds, what is left over
     */
    record Found(Standing standing, List<Task> tasks) {}

    /** Whether a collection has something that the source does not have. */
    enum Standing {
        CLEAN, LEFT, UNKNOWN
    }

    /**
     * @param tag of what the job remembers
     * @throws HookFailedException when nobody can say whether something is to be deleted
     */
    Orphans(TaskContext context, TargetPaths targets, SyncTag tag) throws HookFailedException, InterruptedException {
        this.context = context;
        this.spec = IngestSpec.of(context.spec());
        this.targets = targets;
        this.tag = tag;
        this.wanted = areWanted(context);
    }

    /** Whether a job of this kind looks for them. A check looks for everything; an initial ingest has none. */
    static boolean areWanted(TaskContext context) throws HookFailedException, InterruptedException {
        IngestSpec spec = IngestSpec.of(context.spec());
        return spec.mode() == Mode.CHECK || !spec.sync().initialIngest()
                && EntryPolicy.of(context.policy()).deleteMode() != DeleteMode.DO_NOT_DELETE;
    }

    /** Whether what is remembered says nothing to a job. */
    static boolean looksAtEverything(IngestSpec spec) {
        return spec.sync().ignoreCache() || spec.mode() == Mode.CHECK;
    }

    /** Whether the listing is that of a source that lost everything, as an unmounted file system does. */
    boolean isSuspicious(Listing listing) {
        return listing.directory().path().isEmpty() && listing.size() == 0 && !spec.deletion().allowEmptySource();
    }

    /** Asks once what the collection of a directory has; nothing when it is known to have nothing besides. */
    Found of(Listing listing, CleanMark mark) throws IrodsException, InterruptedException {
        if (!wanted || listing.directory().part().isPresent() || isSuspicious(listing)) {
            return new Found(Standing.UNKNOWN, List.of());
        }
        if (listing.directory().newCollection()) {
            return new Found(listing.isWhole() ? Standing.CLEAN : Standing.UNKNOWN, List.of());
        }
        RawPath directory = listing.directory().path();
        if (!listing.isWhole()) {
            return new Found(Standing.UNKNOWN, List.of(new FindLeftovers(directory, "", 0)));
        }
        if (!looksAtEverything(spec) && mark.covers(listing.sorted().print(), tag)) {
            return new Found(Standing.CLEAN, List.of());
        }
        return listing.isLarge() ? search(listing) : compare(listing, targets.logicalPath(directory));
    }

    private Found compare(Listing listing, String collection) throws IrodsException, InterruptedException {
        RawPath directory = listing.directory().path();
        Set<String> present = new HashSet<>();
        listing.names().forEach(name -> present.add(targets.logicalName(directory, name.raw())));
        Left left = context.irods(session -> {
            Left found = new Left(present);
            session.list(collection, found);
            return found;
        });
        if (left.tooMany) {
            return search(listing);
        }
        List<Task> tasks = deletions(spec, collection, List.copyOf(left.dataObjects), List.copyOf(left.collections));
        return new Found(tasks.isEmpty() ? Standing.CLEAN : Standing.LEFT, tasks);
    }

    private static Found search(Listing listing) {
        return new Found(Standing.UNKNOWN, List.of(new FindLeftovers(listing.directory().path(), "", 0,
                Optional.of(listing.sorted().print()))));
    }

    /** Takes what is not in the source, up to what one commit should hold. */
    private static final class Left implements ContentReader {
        private final Set<String> present;
        private final SortedSet<String> dataObjects = new TreeSet<>();
        private final SortedSet<String> collections = new TreeSet<>();
        private boolean tooMany;

        Left(Set<String> present) {
            this.present = present;
        }

        @Override
        public void dataObject(String name) {
            add(name, dataObjects);
        }

        @Override
        public void collection(String name) {
            if (!Staging.isName(name)) {
                add(name, collections);
            }
        }

        private void add(String name, Set<String> left) {
            tooMany |= dataObjects.size() + collections.size() == MOST;
            if (!tooMany && !present.contains(name)) {
                left.add(name);
            }
        }
    }

    /** What one line for the user says of a collection that could not be asked for. */
    static String describe(IrodsException refused) {
        return "nothing of its collection is deleted, because it cannot be listed: "
                + new Reply(refused.status(), refused.getMessage()).describe();
    }

    /** The tasks that delete data objects and collections of a collection. */
    static List<Task> deletions(IngestSpec spec, String collection, List<String> dataObjects,
            List<String> collections) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < dataObjects.size(); i += spec.sync().filesPerTask()) {
            tasks.add(new DeleteDataObjects(collection,
                    dataObjects.subList(i, Math.min(dataObjects.size(), i + spec.sync().filesPerTask())), 0));
        }
        collections.forEach(name -> tasks.add(new DeleteCollection(collection + '/' + name, "", 0)));
        return tasks;
    }
}
