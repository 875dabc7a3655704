package io.irodsingest.workerbatch.run;

import io.irodsingest.common.state.TaskMarks.Marks;
import io.irodsingest.common.worker.TaskContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds the row that ends its workers: a processor may use up the memory of its process, or exit it, and the row would go from worker to
 * worker and end them all. A task that was begun some times without a commit is worked on row by row, and each row noted before it begins: one at
 * which two workers ended is blamed. A task that nobody began before costs nothing. Belongs to the thread of the task.
 */
final class Crashes {
    /** So often a task is begun without a commit, before its rows are looked at one by one. */
    static final int CAREFUL_AFTER = 3;
    /** So often a task that cannot be divided is begun. */
    static final int MOST_RUNS = 5;

    private static final String RUN = "run ";
    private static final String ROW = "row ";
    private static final String AGAIN = "row again ";

    private final TaskContext context;
    private final Set<String> noted;

    private Crashes(TaskContext context, Set<String> noted) {
        this.context = context;
        this.noted = noted;
    }

    static Crashes of(TaskContext context) throws InterruptedException {
        return new Crashes(context, context.mayHaveRunBefore()
                ? context.marks().begin(Map.of(RUN + UUID.randomUUID(), "")).plan().keySet()
                : Set.of());
    }

    private long runs() {
        return noted.stream().filter(mark -> mark.startsWith(RUN)).count();
    }

    /** Whether rows are to be worked on one by one. */
    boolean isCareful() {
        return runs() >= CAREFUL_AFTER || noted.stream().anyMatch(mark -> mark.startsWith(ROW));
    }

    /** Why a row is not worked on any more; empty when it is. */
    Optional<String> blame(long line) {
        return noted.contains(AGAIN + line)
                ? Optional.of(
                        "its worker ended each time that the row was worked on; does its processor use up the memory,"
                                + " or exit the process?")
                : Optional.empty();
    }

    /** Why a task that is one call is not begun any more; empty when it is. */
    Optional<String> blame() {
        return runs() >= MOST_RUNS
                ? Optional.of("its worker ended each time that it was called, " + (runs() - 1) + " times or more")
                : Optional.empty();
    }

    /** A row begins, alone. */
    void begins(long line) throws InterruptedException {
        Marks marks = context.marks().begin(Map.of());
        context.marks().begin(Map.of(marks.plan().containsKey(ROW + line) ? AGAIN + line : ROW + line, ""));
    }
}
