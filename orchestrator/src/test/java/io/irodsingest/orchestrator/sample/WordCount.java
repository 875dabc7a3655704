package io.irodsingest.orchestrator.sample;

import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.NoteChange;
import io.irodsingest.common.task.EncodedTask;
import io.irodsingest.common.task.FinalStep;
import io.irodsingest.common.task.JobCourse;
import io.irodsingest.common.task.KindOfWork;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.TaskContext;
import io.irodsingest.common.worker.TaskHandler;
import io.irodsingest.common.worker.TaskHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of work that is not ingest: it counts words in texts, notes the words, and sorts what was noted when all is counted. What a
 * kind needs is here, and nobody else knows of it: types of tasks, their lanes and handlers, what is counted, a note, and the course of a job.
 */
final class WordCount {
    static final Lane TEXTS = new Lane("texts");
    static final Lane WORDS = new Lane("words");
    static final Count FOUND = new Count("texts");
    static final Count COUNTED = new Count("words");
    static final String NOTE = "words";
    static final JobCourse COURSE = new JobCourse(EncodedTask.plain("FindTexts", TEXTS),
            EncodedTask.plain("FindTexts", TEXTS),
            List.of(new FinalStep("translate", EncodedTask.plain("SortWords", TEXTS),
                    Optional.of("foreign")),
                    new FinalStep("sort", EncodedTask.plain("SortWords", TEXTS), Optional.of(NOTE))));

    /** What those are told who carry, keep, count and show its tasks. */
    static final KindOfWork KIND = new KindOfWork() {
        @Override
        public String name() {
            return Words.KIND;
        }

        @Override
        public Map<Lane, List<Class<? extends Task>>> tasks() {
            return Map.of(TEXTS, List.of(FindTexts.class, SortWords.class), WORDS, List.of(CountWords.class));
        }

        @Override
        public List<Count> counts() {
            return List.of(FOUND, COUNTED, Count.RETRIES, Count.FAILED);
        }

        @Override
        public Map<Lane, Lane> feeds() {
            return Map.of(TEXTS, WORDS);
        }
    };

    /** Hands over each text. */
    record FindTexts() implements Task {
        @Override
        public Lane lane() {
            return TEXTS;
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
            return WORDS;
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
            return TEXTS;
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
        return new TaskHandlers().of(KIND).with(FindTexts.class, handler((task, context) -> found()))
                .with(CountWords.class, handler((task, context) -> count(task, context)))
                .with(SortWords.class, handler((task, context) -> sort(context)));
    }

    private Outcome found() {
        return new Outcome.Done(Counts.of(FOUND, texts.size()),
                texts.stream().<Task>map(text -> new CountWords(text, 0)).toList(), List.of(), CacheUpdate.NONE);
    }

    private static Outcome count(CountWords task, TaskContext context) {
        if (task.text().contains("?") && task.retry() == 0) {
            return done(Counts.NONE).withRetryTasks(List.of(new Outcome.RetryTask(new CountWords(task.text(), 1), 1,
                    List.of(new EntryFailure(new RawPath(task.text()), "not understood", context.now())))));
        }
        String[] words = task.text().split("\\W+");
        return done(Counts.of(COUNTED, words.length)).withNotes(new NoteChange(NOTE,
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
