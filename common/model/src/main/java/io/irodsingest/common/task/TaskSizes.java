package io.irodsingest.common.task;

import io.irodsingest.common.path.RawPath;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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
        return task.fitting(MOST_CHARACTERS);
    }

    /**
     * For {@link Task#fitting}: a task of a list, whose halves are divided again. One that cannot be halved stays whole.
     *
     * @param part makes a task of a half of the list
     */
    public static <T> List<Task> parts(Task whole, List<T> all, ToIntFunction<T> size, int most,
            Function<List<T>, Task> part) {
        int middle = all.size() / 2;
        return middle == 0 || all.stream().mapToLong(size::applyAsInt).sum() <= most
                ? List.of(whole)
                : Stream.of(all.subList(0, middle), all.subList(middle, all.size())).map(part)
                        .flatMap(half -> half.fitting(most).stream()).toList();
    }

    /** Characters of it in a message. */
    public static int ofPath(RawPath path) {
        return path.encoded().length();
    }

    /** The first of some entries of a directory. */
    public static Optional<String> first(RawPath directory, List<RawPath> names) {
        return names.stream().findFirst().map(name -> directory.resolve(name).encoded());
    }
}
