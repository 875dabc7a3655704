package io.irodsingest.ingest;

import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.task.TaskSizes;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskSizesTest {
    /** As many as a job may have in a task, and as long and as bad as names can be. */
    private static final List<RawPath> PATHS = IntStream.range(0, 10_000)
            .mapToObj(i -> RawPath
                    .ofBytes(("\u0001".repeat(1_000) + i).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .toList();
    private static final List<String> NAMES = IntStream.range(0, 10_000).mapToObj(i -> "\u0001".repeat(1_000) + i)
            .toList();

    static Stream<Task> large() {
        return Stream.of(new IngestTask.SyncFiles(List.of(group(PATHS)), 3),
                new IngestTask.SyncFiles(PATHS.stream().map(path -> group(List.of(path))).toList(), 3),
                new IngestTask.ScanEntries(new RawPath("dir"), 4, PATHS, Optional.of("x"), 3),
                new IngestTask.ScanDirectories(
                        PATHS.stream().map(path -> new Directory(path, true, 7)).toList(), 3),
                new IngestTask.DeleteDataObjects("/z/x", NAMES, 3));
    }

    @ParameterizedTest
    @MethodSource("large")
    void aTaskThatIsTooLargeBecomesSeveralThatFitAndDoTheSame(Task task) {
        List<Task> parts = TaskSizes.fitting(task);

        assertThat(parts).hasSizeGreaterThan(1).allSatisfy(part -> {
            assertThat(part).hasSameClassAs(task);
            assertThat(TaskCodec.encode(new TaskMessage("job", 1, "nonce", part)).length)
                    .isLessThan(Broker.LARGEST_BODY);
        });
        assertThat(parts.stream().flatMap(TaskSizesTest::names)).containsExactlyElementsOf(names(task).toList());
        assertThat(parts.stream().map(TaskSizesTest::withoutNames)).containsOnly(withoutNames(task));
    }

    @Test
    void usualTasksStayWhole() {
        IngestTask.SyncFiles task = new IngestTask.SyncFiles(List.of(group(PATHS.subList(0, 50))), 0);
        assertThat(TaskSizes.fitting(task)).containsExactly(task);
        assertThat(TaskSizes.fitting(new IngestTask.StartPass())).containsExactly(new IngestTask.StartPass());
    }

    private static EntryGroup group(List<RawPath> names) {
        return new EntryGroup(new RawPath("dir"), Change.NEW, true, 5, names, Optional.of("before"));
    }

    private static Stream<Object> names(Task task) {
        return switch (task) {
            case IngestTask.SyncFiles sync -> sync.groups().stream().flatMap(group -> group.names().stream());
            case IngestTask.ScanEntries scan -> scan.names().stream().map(name -> name);
            case IngestTask.ScanDirectories scan -> scan.directories().stream().map(directory -> directory);
            case IngestTask.DeleteDataObjects delete -> delete.names().stream().map(name -> name);
            default -> throw new AssertionError(task);
        };
    }

    private static Task withoutNames(Task task) {
        return switch (task) {
            case IngestTask.SyncFiles sync -> new IngestTask.SyncFiles(List.of(group(List.of())), sync.retry());
            case IngestTask.ScanEntries scan ->
                new IngestTask.ScanEntries(scan.directory(), scan.bucketBits(), List.of(),
                        scan.partAfter(), scan.retry());
            case IngestTask.ScanDirectories scan -> new IngestTask.ScanDirectories(List.of(), scan.retry());
            case IngestTask.DeleteDataObjects delete ->
                new IngestTask.DeleteDataObjects(delete.collection(), List.of(), delete.retry());
            default -> throw new AssertionError(task);
        };
    }
}
