package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.state.TaskMarks.Marks;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps in mind which uploads became good without having been verified. The task's marks say so before the server makes a replica
 * good, so that whoever gets the task after this worker died verifies what it finds, and takes it for good only then. The marks
 * end with the task. Belongs to one thread.
 */
final class ClosedUploads {
    /** Before size and modification time of what was uploaded, and its source path. Marks of hooks begin with a digit. */
    private static final String PREFIX = "closed";
    private static final int PARTS = 4;
    /** Before the path of an archive that was, or is about to be, uploaded. */
    private static final String ARCHIVE = "archive ";

    private final TaskContext context;
    private final List<String> archives = new ArrayList<>();
    private boolean taken;

    ClosedUploads(TaskContext context) {
        this.context = context;
    }

    /** Learns, once, what a worker noted that had the task before. */
    void takeUp(List<SyncItem> items) throws InterruptedException {
        if (taken || !context.mayHaveRunBefore()
                || items.stream().noneMatch(item -> item.wish().operation().uploads())) {
            return;
        }
        Marks marks = context.marks().begin(Map.of());
        taken = true;
        Map<String, Map<String, String>> byPath = new HashMap<>();
        marks.plan().forEach((mark, count) -> {
            String[] parts = mark.split(" ", PARTS);
            if (parts.length == PARTS && parts[0].equals(PREFIX)) {
                byPath.computeIfAbsent(parts[3], path -> new HashMap<>()).put(mark, count);
            } else if (mark.startsWith(ARCHIVE)) {
                archives.add(mark.substring(ARCHIVE.length()));
            }
        });
        items.forEach(item -> byPath.getOrDefault(item.sourcePath().encoded(), Map.of())
                .forEach((mark, count) -> takeUp(item, mark, count)));
    }

    private static void takeUp(SyncItem item, String mark, String count) {
        item.dealings().doubted();
        if (mark.equals(mark(item))) {
            item.closes(new Count(count));
        } else {
            item.outdated();
        }
    }

    /** Whether another worker may be at the same task now. */
    boolean mayBeElsewhere() {
        return context.mayRunElsewhere();
    }

    /** Archives of whoever had the task before; each is given away once. */
    List<String> takeArchives() {
        List<String> taken = List.copyOf(archives);
        archives.clear();
        return taken;
    }

    /**
     * Notes that items are about to come in an archive, and that it is there then.
     *
     * @param archive absolute logical path
     */
    void bundled(Map<SyncItem, Count> items, String archive) throws InterruptedException {
        Map<String, String> plan = new HashMap<>();
        items.forEach((item, count) -> plan.put(mark(item), count.key()));
        plan.put(ARCHIVE + archive, IngestCount.UPLOADED.key());
        context.marks().begin(plan);
        items.forEach(SyncItem::closes);
    }

    /** The content of an item, which notes that it becomes good. */
    Content noting(SyncItem item, Count success) {
        return new Noting(item.seen().content(), () -> {
            context.marks().begin(Map.of(mark(item), success.key()));
            item.closes(success);
        });
    }

    /** After an upload came to its end, whether it had to be closed or not. */
    void verified(SyncItem item) {
        if (item.closed().isPresent()) {
            item.verified();
        }
    }

    private static String mark(SyncItem item) {
        EntryStamp stamp = item.stamp();
        return PREFIX + ' ' + stamp.size() + ' ' + stamp.modifiedNanos() + ' ' + item.sourcePath().encoded();
    }

    /** Something that is written down. */
    @FunctionalInterface
    private interface Note {
        void write() throws InterruptedException;
    }

    private record Noting(Content content, Note note) implements Content {
        @Override
        public ReadableByteChannel open(long from, long length) throws IOException {
            return content.open(from, length);
        }

        @Override
        public Optional<String> sha256() {
            return content.sha256();
        }

        @Override
        public void checkUnchanged() throws IOException {
            content.checkUnchanged();
        }

        @Override
        public void becomesGood() throws IOException {
            content.becomesGood();
            try {
                note.write();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                ClosedByInterruptException ending = new ClosedByInterruptException();
                ending.initCause(stopped);
                throw ending;
            }
        }
    }
}
