package io.irodsingest.common.task;

import io.irodsingest.common.path.RawPath;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Keeps tasks to the size of a message: what is too large becomes several tasks that do the same together. */
public final class TaskSizes {
    /**
     * Characters of names in one task. In JSON each has six bytes at most, so that a message stays below the 16 MiB that every
     * broker takes.
     */
    static final int MOST_CHARACTERS = 2_000_000;

    private TaskSizes() {}

    /** The task itself, as a rule; several smaller ones of the same type when it is too large. */
    public static List<Task> fitting(Task task) {
        return fitting(task, MOST_CHARACTERS);
    }

    static List<Task> fitting(Task task, int most) {
        return switch (task) {
            case Task.SyncFiles sync when characters(sync.groups(), TaskSizes::ofGroup) > most ->
                sync.groups().size() > 1
                        ? halves(sync.groups(), most, half -> new Task.SyncFiles(half, sync.retry()))
                        : halves(sync.groups().getFirst().names(), most,
                                half -> new Task.SyncFiles(List.of(with(sync.groups().getFirst(), half)),
                                        sync.retry()));
            case Task.ScanEntries scan when characters(scan.names(), TaskSizes::ofPath) > most ->
                halves(scan.names(), most, half -> new Task.ScanEntries(scan.directory(), scan.bucketBits(), half,
                        scan.partAfter(), scan.retry()));
            case Task.ScanDirectories scan when characters(scan.directories(), TaskSizes::ofDirectory) > most ->
                halves(scan.directories(), most, half -> new Task.ScanDirectories(half, scan.retry()));
            case Task.DeleteDataObjects delete when characters(delete.names(), String::length) > most ->
                halves(delete.names(), most,
                        half -> new Task.DeleteDataObjects(delete.collection(), half, delete.retry()));
            default -> List.of(task);
        };
    }

    /** One that cannot be halved stays whole. */
    private static <T> List<Task> halves(List<T> all, int most, Function<List<T>, Task> part) {
        int middle = all.size() / 2;
        return middle == 0
                ? List.of(part.apply(all))
                : Stream.of(all.subList(0, middle), all.subList(middle, all.size())).map(part)
                        .flatMap(half -> fitting(half, most).stream()).toList();
    }

    private static <T> long characters(List<T> all, Function<T, Integer> size) {
        return all.stream().mapToLong(size::apply).sum();
    }

    private static int ofGroup(Task.Group group) {
        return ofPath(group.directory()) + Math.toIntExact(characters(group.names(), TaskSizes::ofPath));
    }

    private static int ofDirectory(Task.Directory directory) {
        return ofPath(directory.path()) + directory.part()
                .map(part -> part.after().length() + part.through().map(String::length).orElse(0)).orElse(0);
    }

    private static int ofPath(RawPath path) {
        return path.encoded().length();
    }

    private static Task.Group with(Task.Group group, List<RawPath> names) {
        return new Task.Group(group.directory(), group.change(), group.newCollection(), group.bucketBits(), names,
                group.partAfter());
    }
}
