package io.irodsingest.common.worker;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.common.task.Task.Group;
import java.util.List;
import java.util.Optional;

/** What a task is about, for people who look at a worker. */
final class TaskSubject {
    private TaskSubject() {}

    /** The first path that it concerns: relative to the source in printable form, or an absolute logical path. */
    static Optional<String> of(Task task) {
        return switch (task) {
            case Task.ScanDirectories scan -> first(scan.directories()).map(Directory::path).map(RawPath::encoded);
            case Task.ScanEntries scan -> entry(scan.directory(), scan.names());
            case Task.FindLeftovers find -> Optional.of(find.directory().encoded());
            case Task.SyncFiles sync -> first(sync.groups()).flatMap(TaskSubject::ofGroup);
            case Task.DeleteDataObjects delete -> first(delete.names()).map(name -> delete.collection() + '/' + name);
            case Task.DeleteCollection delete -> Optional.of(delete.path());
            case Task.RemoveCollections remove -> first(remove.paths());
            case Task.StartPass start -> Optional.empty();
            case Task.RetryFailures retry -> Optional.empty();
            case Task.FinishPass finish -> Optional.empty();
        };
    }

    private static Optional<String> ofGroup(Group group) {
        return entry(group.directory(), group.names());
    }

    private static Optional<String> entry(RawPath directory, List<RawPath> names) {
        return first(names).map(name -> directory.resolve(name).encoded());
    }

    private static <T> Optional<T> first(List<T> all) {
        return all.stream().findFirst();
    }
}
