package io.irodsingest.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncTaskPackerTest {
    private static final Directory A = new Directory(RawPath.ofText("a"), false, 0);
    private static final Directory B = new Directory(RawPath.ofText("b"), true, 0);

    private final SyncTaskPacker chunks = new SyncTaskPacker(3);

    private void add(Directory directory, Change change, String name, long bytes) {
        chunks.add(directory, 0, change, RawPath.ofText(name), bytes);
    }

    private static List<String> names(SyncFiles task) {
        return task.groups().stream()
                .flatMap(group -> group.names().stream().map(name -> group.directory().resolve(name).encoded()))
                .toList();
    }

    @Test
    void asManyEntriesAsATaskMayHaveAlsoAcrossDirectories() {
        add(A, Change.NEW, "1", 0);
        add(B, Change.NEW, "2", 0);
        add(A, Change.CONTENT, "3", 0);
        add(A, Change.NEW, "4", 0);

        List<SyncFiles> tasks = chunks.take();

        assertThat(tasks).extracting(SyncTaskPackerTest::names).containsExactly(List.of("a/1", "b/2", "a/3"),
                List.of("a/4"));
        assertThat(tasks.getFirst().groups()).extracting(EntryGroup::change).containsExactly(Change.NEW, Change.NEW,
                Change.CONTENT);
        assertThat(tasks.getFirst().groups()).extracting(EntryGroup::newCollection).containsExactly(false, true, false);
        assertThat(chunks.take()).as("everything was given out").isEmpty();
    }

    @Test
    void aTaskHasNotTooManyBytes() {
        add(A, Change.NEW, "small", 1);
        add(A, Change.NEW, "large", SyncTaskPacker.BYTES);
        add(A, Change.NEW, "huge", 5 * SyncTaskPacker.BYTES);
        add(A, Change.NEW, "last", 1);

        assertThat(chunks.take()).extracting(SyncTaskPackerTest::names).containsExactly(List.of("a/small"),
                List.of("a/large"),
                List.of("a/huge"), List.of("a/last"));
    }

    @Test
    void nothingMakesNoTask() {
        assertThat(chunks.take()).isEmpty();
    }
}
