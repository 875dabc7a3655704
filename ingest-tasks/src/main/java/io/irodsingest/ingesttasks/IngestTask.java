package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.Lane;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskSizes;
import java.util.List;
import java.util.Optional;

/** The tasks of an ingest, and of the deletions that it hands over. Paths in them are relative to the job's source, unless said otherwise. */
public sealed interface IngestTask extends Task
        permits IngestTask.StartPass, IngestTask.ScanDirectories, IngestTask.ScanEntries, IngestTask.FindLeftovers,
        IngestTask.SyncFiles, IngestTask.RetryFailures, IngestTask.DeleteDataObjects, IngestTask.DeleteCollection,
        IngestTask.RemoveCollections, IngestTask.SweepBundles, IngestTask.FinishPass, ListTask {

    /** Looks whether source and target are usable, makes the target collection and hands the root over to a scan. */
    record StartPass() implements IngestTask {
        @Override
        public Lane lane() {
            return IngestLane.BEGIN;
        }

        @Override
        public boolean isFirst() {
            return true;
        }
    }

    /**
     * Lists directories, makes collections for those below them and hands over what is new or changed.
     *
     * @param retry how often these directories could not be listed before; 0 at first
     */
    record ScanDirectories(List<Directory> directories, int retry) implements IngestTask {
        public ScanDirectories {
            directories = List.copyOf(directories);
        }

        @Override
        public Lane lane() {
            return IngestLane.PATH;
        }

        @Override
        public Optional<String> subject() {
            return directories.stream().findFirst().map(first -> first.path().encoded());
        }

        @Override
        public List<Task> fitting(int most) {
            return TaskSizes.parts(this, directories, Directory::characters, most,
                    half -> new ScanDirectories(half, retry));
        }
    }

    /**
     * Looks again at entries that could not be looked at, or whose collection could not be made.
     *
     * @param directory relative to the source
     * @param bucketBits the cache's layout for the directory
     * @param names names of entries in the directory
     * @param partAfter as of an {@link EntryGroup}
     * @param retry how often these entries have failed before
     */
    record ScanEntries(RawPath directory, int bucketBits, List<RawPath> names, Optional<String> partAfter, int retry)
            implements
                IngestTask {
        public ScanEntries {
            names = List.copyOf(names);
        }

        @Override
        public Lane lane() {
            return IngestLane.PATH;
        }

        @Override
        public Optional<String> subject() {
            return TaskSizes.first(directory, names);
        }

        @Override
        public List<Task> fitting(int most) {
            return TaskSizes.parts(this, names, TaskSizes::ofPath, most,
                    half -> new ScanEntries(directory, bucketBits, half, partAfter, retry));
        }
    }

    /**
     * Finds what the target has of a directory that is divided, or large, or whose collection is large, and the source does not
     * have.
     *
     * @param directory relative to the source
     * @param after what was handed out last, which everything before it was too; a slash behind the name of a collection. Empty at
     *     first
     * @param retry how often it could not be listed before; 0 at first
     * @param names the names that a scan of the whole directory found, as {@link NameSum}; empty when there was none
     */
    record FindLeftovers(RawPath directory, String after, int retry, Optional<NameSum> names) implements IngestTask {
        /** Of a divided directory. */
        public FindLeftovers(RawPath directory, String after, int retry) {
            this(directory, after, retry, Optional.empty());
        }

        @Override
        public Lane lane() {
            return IngestLane.PATH;
        }

        @Override
        public Optional<String> subject() {
            return Optional.of(directory.encoded());
        }
    }

    /**
     * Brings the named entries into the target.
     *
     * @param retry how often these entries have failed before; 0 at first
     */
    record SyncFiles(List<EntryGroup> groups, int retry) implements IngestTask {
        public SyncFiles {
            groups = List.copyOf(groups);
        }

        @Override
        public Lane lane() {
            return IngestLane.FILE;
        }

        @Override
        public Optional<String> subject() {
            return groups.stream().findFirst().flatMap(first -> TaskSizes.first(first.directory(), first.names()));
        }

        @Override
        public List<Task> fitting(int most) {
            return groups.size() == 1
                    ? TaskSizes.parts(this, groups.getFirst().names(), TaskSizes::ofPath, most,
                            half -> new SyncFiles(List.of(groups.getFirst().with(half)), retry))
                    : TaskSizes.parts(this, groups, EntryGroup::characters, most, half -> new SyncFiles(half, retry));
        }
    }

    /** Hands out the entries that failed when the job ran last. */
    record RetryFailures() implements IngestTask {
        @Override
        public Lane lane() {
            return IngestLane.BEGIN;
        }
    }

    /**
     * Deletes data objects that the source no longer has.
     *
     * @param collection absolute logical path
     * @param names of data objects in it
     * @param retry how often these have failed before; 0 at first
     */
    record DeleteDataObjects(String collection, List<String> names, int retry) implements IngestTask {
        public DeleteDataObjects {
            names = List.copyOf(names);
        }

        @Override
        public Lane lane() {
            return IngestLane.DELETE;
        }

        @Override
        public Optional<String> subject() {
            return names.stream().findFirst().map(name -> collection + '/' + name);
        }

        @Override
        public List<Task> fitting(int most) {
            return TaskSizes.parts(this, names, String::length, most,
                    half -> new DeleteDataObjects(collection, half, retry));
        }
    }

    /**
     * Hands out what is in a collection that the source no longer has, and notes it for {@link RemoveCollections}.
     *
     * @param path absolute logical path; never the job's target
     * @param after data objects in it up to this name, in the order of strings, were handed out already; with a slash in front,
     *     all data objects were, and collections up to this name. Empty at first
     * @param retry how often it could not be listed before; 0 at first
     */
    record DeleteCollection(String path, String after, int retry) implements IngestTask {
        @Override
        public Lane lane() {
            return IngestLane.DELETE;
        }

        @Override
        public Optional<String> subject() {
            return Optional.of(path);
        }
    }

    /**
     * Removes collections, deepest first, when everything else of a pass is done.
     *
     * @param paths absolute logical paths of those that could not be removed before; empty for all that were noted
     * @param retry how often these have failed before; 0 at first
     */
    record RemoveCollections(List<String> paths, int retry) implements IngestTask {
        /** Of all that were noted. */
        public static final RemoveCollections NOTED = new RemoveCollections(List.of(), 0);

        public RemoveCollections {
            paths = paths == null ? List.of() : List.copyOf(paths);
        }
        @Override
        public Lane lane() {
            return IngestLane.DELETE;
        }

        @Override
        public Optional<String> subject() {
            return paths.stream().findFirst();
        }
    }

    /** Removes what uploads of bundles have left in the target, when everything else of a pass is done. */
    record SweepBundles() implements IngestTask {
        @Override
        public Lane lane() {
            return IngestLane.BEGIN;
        }
    }

    /** The last task of a pass: calls what wants to be called when it is over. */
    record FinishPass() implements IngestTask {
        @Override
        public Lane lane() {
            return IngestLane.BEGIN;
        }
    }
}
