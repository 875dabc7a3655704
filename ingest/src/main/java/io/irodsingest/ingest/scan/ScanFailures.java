package io.irodsingest.ingest.scan;

import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.Task;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.DirectoryPart;
import io.irodsingest.ingesttasks.IngestTask.ScanDirectories;
import io.irodsingest.ingesttasks.IngestTask.ScanEntries;
import io.irodsingest.ingesttasks.ListTask.ScanPaths;
import io.irodsingest.common.worker.Outcome.RetryTask;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingesttasks.IngestCount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What failed in a scan and may be tried again: directories that were not listed, and entries that were not handed on. */
final class ScanFailures {
    private final TaskContext context;
    private final int directoriesRetry;
    private final int entriesRetry;
    /** Whether entries are of a list, and tried again by their paths. */
    private final boolean listed;
    private final List<Directory> directories = new ArrayList<>();
    private final List<EntryFailure> ofDirectories = new ArrayList<>();
    private final Map<Place, List<RawPath>> entries = new LinkedHashMap<>();
    private final Map<Place, List<EntryFailure>> ofEntries = new LinkedHashMap<>();

    private record Place(RawPath directory, int bucketBits, Optional<String> partAfter) {}

    private ScanFailures(TaskContext context, int directoriesRetry, int entriesRetry, boolean listed) {
        this.listed = listed;
        this.context = context;
        this.directoriesRetry = directoriesRetry;
        this.entriesRetry = entriesRetry;
    }

    /** @param retry how often the directories that are scanned failed before */
    static ScanFailures ofDirectories(TaskContext context, int retry) {
        return new ScanFailures(context, retry + 1, 1, false);
    }

    /** @param retry how often the entries that are looked at failed before */
    static ScanFailures ofEntries(TaskContext context, int retry) {
        return new ScanFailures(context, 1, retry + 1, false);
    }

    /** @param retry how often the paths of a list that are looked at failed before */
    static ScanFailures ofPaths(TaskContext context, int retry) {
        return new ScanFailures(context, 1, retry + 1, true);
    }

    /** Whether what fails now has not failed before. */
    boolean isFirstTry() {
        return directoriesRetry == 1 && entriesRetry == 1;
    }

    /** Of a directory that was found, and so counted, and not listed: it is found again when it is tried again. */
    void directory(Directory directory, String error) {
        directories.add(directory);
        ofDirectories.add(
                new EntryFailure(IngestSpec.of(context.spec()).source().resolve(directory.path()), error, context.now(),
                        Optional.of(IngestCount.DIRECTORIES)));
    }

    /** @param bucketBits the cache's layout for the directory */
    void entry(Directory directory, int bucketBits, RawPath name, String error) {
        Place place = new Place(directory.path(), bucketBits, directory.part().map(DirectoryPart::after));
        entries.computeIfAbsent(place, key -> new ArrayList<>()).add(name);
        ofEntries.computeIfAbsent(place, key -> new ArrayList<>()).add(failure(directory.path().resolve(name), error));
    }

    /** Gives out everything since the last time. */
    List<RetryTask> take() {
        List<RetryTask> again = new ArrayList<>();
        if (!directories.isEmpty()) {
            again.add(
                    new RetryTask(new ScanDirectories(directories, directoriesRetry), directoriesRetry, ofDirectories));
        }
        int most = IngestSpec.of(context.spec()).sync().filesPerTask();
        entries.forEach((place, names) -> {
            for (int from = 0; from < names.size(); from += most) {
                int to = Math.min(names.size(), from + most);
                Task task = again(place, names.subList(from, to));
                again.add(new RetryTask(task, entriesRetry, ofEntries.get(place).subList(from, to)));
            }
        });
        directories.clear();
        ofDirectories.clear();
        entries.clear();
        ofEntries.clear();
        return again;
    }

    private Task again(Place place, List<RawPath> names) {
        return listed
                ? new ScanPaths(names.stream().map(place.directory()::resolve).toList(), entriesRetry)
                : new ScanEntries(place.directory(), place.bucketBits(), names, place.partAfter(), entriesRetry);
    }

    private EntryFailure failure(RawPath path, String error) {
        return new EntryFailure(IngestSpec.of(context.spec()).source().resolve(path), error, context.now());
    }
}
