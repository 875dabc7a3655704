package io.irodsingest.workerdelete;

import io.irodsingest.common.state.NoteChange;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.common.worker.TaskContext;
import java.util.List;
import java.util.Map;

/** The collections that are to be removed at the end of a pass: a note of the job, sorted by depth. */
final class NotedCollections {
    private NotedCollections() {}

    /** @param path an absolute logical path */
    static NoteChange adding(String path) {
        return new NoteChange(IngestCourse.REMOVALS, Map.of(path, depth(path)), List.of());
    }

    static NoteChange dealtWith(List<String> paths) {
        return new NoteChange(IngestCourse.REMOVALS, Map.of(), paths);
    }

    /** Deepest first. */
    static List<String> of(TaskContext context, int limit) throws InterruptedException {
        return context.noted(IngestCourse.REMOVALS, limit);
    }

    private static long depth(String path) {
        return path.chars().filter(character -> character == '/').count();
    }
}
