package io.irodsingest.orchestrator.sample;

import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.NoteChange;
import io.irodsingest.common.task.EncodedTask;
import io.irodsingest.common.task.FinalStep;
import io.irodsingest.common.task.JobCourse;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestLane;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of work that is not ingest: it counts words in texts, notes the words, and sorts what was noted when all is counted. What a
 * kind needs is here, and nobody else knows of it: types of tasks, their handlers, a note, and the course of a job.
 */
final class WordCount {
    static final String NOTE = "words";
    static final JobCourse COURSE = new JobCourse(EncodedTask.plain("FindTexts", IngestLane.BEGIN),
            EncodedTask.plain("FindTexts", IngestLane.BEGIN),
            List.of(new FinalStep("translate", EncodedTask.plain("SortWords", IngestLane.BEGIN),
                    Optional.of("foreign")),
                    new FinalStep("sort", EncodedTask.plain("SortWords", IngestLane.BEGIN), Optional.of(NOTE))));

    /** Hands over each text. */
    record FindTexts() implements Task {
        @Override
        public Lane lane() {
            return IngestLane.BEGIN;
        }
    }

    /**
     * Counts words.
     *
     * @param retry how often that has failed before
     */
    record CountWords(String text, int retry) implements Task {
        @Override
        public Lane lane() {
            return IngestLane.FILE;
        }

        @Override
        public Optional<String> subject() {
            return Optional.of(text);
        }
    }

    /** Sorts the words that were noted. */
    record SortWords() implements Task {
        @Override
        public Lane lane() {
            return IngestLane.BEGIN;
        }
    }

    private final List<String> texts;
    private volatile List<String> sorted = List.of();

    /** @param texts those with a question mark are not understood the first time */
    WordCount(String... texts) {
        this.texts = List.of(texts);
    }

    /** What the last step of the job has made. */
    List<String> sorted() {
        return sorted;
    }

    TaskHandlers handlers() {
        return new TaskHandlers().with(FindTexts.class, handler((task, context) -> found()))
                .with(CountWords.class, handler((task, context) -> count(task, context)))
                .with(SortWords.class, handler((task, context) -> sort(context)));
    }

    private Outcome found() {
        return new Outcome.Done(Counts.of(IngestCount.FILES, texts.size()),
                texts.stream().<Task>map(text -> new CountWords(text, 0)).toList(), List.of(), CacheUpdate.NONE);
    }

    private static Outcome count(CountWords task, TaskContext context) {
        if (task.text().contains("?") && task.retry() == 0) {
            return done(Counts.NONE).withRetryTasks(List.of(new Outcome.RetryTask(new CountWords(task.text(), 1), 1,
                    List.of(new EntryFailure(new RawPath(task.text()), "not understood", context.now())))));
        }
        String[] words = task.text().split("\\W+");
        return done(Counts.of(IngestCount.REGISTERED, words.length)).withNotes(new NoteChange(NOTE,
                Arrays.stream(words).distinct()
                        .collect(Collectors.toMap(Function.identity(), word -> (long) word.length())),
                List.of()));
    }

    private Outcome sort(TaskContext context) throws InterruptedException {
        sorted = context.noted(NOTE, 100);
        return done(Counts.NONE).withNotes(new NoteChange(NOTE, Map.of(), sorted));
    }

    private static Outcome.Done done(Counts counts) {
        return new Outcome.Done(counts, List.of(), List.of(), CacheUpdate.NONE);
    }

    @FunctionalInterface
    private interface Work<T> {
        Outcome of(T task, TaskContext context) throws InterruptedException;
    }

    private static <T extends Task> TaskHandler<T> handler(Work<T> work) {
        return new TaskHandler<>() {
            @Override
            public Outcome handle(T task, TaskContext context) throws InterruptedException {
                return work.of(task, context);
            }

            @Override
            public Outcome failed(T task, TaskContext context, String error) {
                throw new AssertionError(error);
            }
        };
    }
}
