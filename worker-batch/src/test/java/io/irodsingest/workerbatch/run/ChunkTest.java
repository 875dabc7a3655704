package io.irodsingest.workerbatch.run;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchRow;
import io.irodsingest.batchtasks.BatchTask.ProcessRows;
import io.irodsingest.batchtasks.ResultChunk;
import io.irodsingest.batchtasks.StoredResult;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.PutBack;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.worker.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which rows a task works on, and what a commit of it counts and writes. */
class ChunkTest {
    private static final ProcessRows FIRST = new ProcessRows(3, 7);
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void allRowsOfANewChunkAreWorkedOn() {
        Chunk chunk = chunk(FIRST, Map.of(), 0, 3);

        assertThat(chunk.open()).extracting(SubmittedRow::line).containsExactly(1L, 2L, 3L);
        assertThat(chunk.hasNews()).isFalse();
        assertThat(chunk.put(done(2))).isTrue();
        assertThat(chunk.put(failed(1))).isTrue();
        assertThat(chunk.open()).extracting(SubmittedRow::line).containsExactly(3L);

        Outcome.Done end = chunk.end(NOW);
        assertCounts(end, 1, 1);
        assertThat(written(end)).containsExactly(Map.entry(1L, failed(1)), Map.entry(2L, done(2)));
        assertThat(end.pages().getFirst().put()).containsOnlyKeys("3.7");
        assertThat(end.retryTasks()).isEmpty();
    }

    @Test
    void aNewPassCountsWhatIsDoneAndWorksOnWhatFailed() {
        Chunk chunk = chunk(FIRST, Map.of(1L, done(1), 2L, failed(2), 3L, new PutBack(3, 4, "later")), 0, 4);

        assertThat(chunk.open()).extracting(SubmittedRow::line).containsExactly(2L, 3L, 4L);
        assertThat(chunk.open()).extracting(SubmittedRow::tries).containsOnly(0);
        chunk.put(done(2));
        Chunk.Part part = chunk.part();
        assertCounts(part.done(), 2, 0);
        assertThat(written(part.done())).as("what failed in the pass before is forgotten with it")
                .containsOnlyKeys(1L, 2L);
        chunk.written(part);
        chunk.failRest("cut off");
        assertCounts(chunk.end(NOW), 0, 2);
    }

    @Test
    void theRestOfATaskCountsNothingTwice() {
        Chunk chunk = chunk(FIRST.rest(), Map.of(1L, done(1), 2L, failed(2)), 0, 3);

        assertThat(chunk.open()).extracting(SubmittedRow::line).containsExactly(3L);
        chunk.put(done(3));
        Outcome.Done end = chunk.end(NOW);
        assertCounts(end, 1, 0);
        assertThat(written(end)).containsOnlyKeys(1L, 2L, 3L);
    }

    @Test
    void aPartCountsWhatCameSinceTheLastOne() {
        Chunk chunk = chunk(FIRST, Map.of(), 0, 3);
        chunk.put(done(1));
        Chunk.Part part = chunk.part();
        chunk.put(done(2));
        chunk.written(part);

        assertThat(chunk.hasNews()).isTrue();
        assertCounts(chunk.part().done(), 1, 0);
        assertThat(written(chunk.part().done())).containsOnlyKeys(1L, 2L);
    }

    @Test
    void aPartThatWasNotWrittenIsInTheNextOne() {
        Chunk chunk = chunk(FIRST, Map.of(), 0, 2);
        chunk.put(done(1));
        chunk.part();
        chunk.put(done(2));

        assertCounts(chunk.part().done(), 2, 0);
    }

    @Test
    void aSecondResultFailsARowUnlessTheFirstIsOnItsWay() {
        Chunk chunk = chunk(FIRST, Map.of(), 0, 2);
        chunk.put(done(1));
        assertThat(chunk.put(done(1))).isFalse();
        chunk.failAgain(1, "two");
        Chunk.Part part = chunk.part();
        assertCounts(part.done(), 0, 1);
        chunk.put(done(2));
        chunk.failAgain(1, "three");
        chunk.written(part);
        Chunk.Part last = chunk.part();
        chunk.failAgain(2, "late");
        chunk.written(last);

        assertThat(written(chunk.part().done())).containsExactly(Map.entry(1L, new Failed(1, List.of("two"), Map.of())),
                Map.entry(2L, done(2)));
    }

    @Test
    void rowsThatArePutBackHaveATaskOfTheirOwnThatWaitsForTheLongestDelay() {
        Chunk chunk = chunk(FIRST, Map.of(), 2, 3);
        chunk.put(done(1));
        assertThat(chunk.putBack(chunk.open().getFirst(), "busy", Duration.ofSeconds(5))).isTrue();
        assertThat(chunk.putBack(chunk.open().getFirst(), "down", Duration.ofSeconds(-1))).isTrue();

        Outcome.Done end = chunk.end(NOW);
        assertCounts(end, 1, 0);
        assertThat(end.retryTasks()).singleElement().satisfies(again -> {
            assertThat(again.task()).isEqualTo(new ProcessRows(3, 7, 1, true));
            assertThat(again.retry()).isEqualTo(1);
            assertThat(again.notBefore()).isEqualTo(Duration.ofSeconds(5));
            assertThat(again.failures()).hasSize(2);
        });
        assertThat(written(end)).containsEntry(2L, new PutBack(2, 1, "busy"));

        Chunk next = chunk(FIRST.again(), written(end), 2, 3);
        assertThat(next.open()).extracting(SubmittedRow::tries).containsExactly(1, 1);
    }

    @Test
    void rowsThatWerePutBackOftenEnoughFail() {
        Chunk chunk = chunk(new ProcessRows(0, 0, 2, true), Map.of(), 2, 1);
        chunk.putBack(chunk.open().getFirst(), "busy", Duration.ofDays(10_000));

        Outcome.Done end = chunk.end(NOW);
        assertCounts(end, 0, 1);
        assertThat(end.retryTasks()).isEmpty();
        assertThat(Chunk.bounded(Duration.ofDays(10_000))).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void resultsThatAreTooMuchTogetherFail() {
        Chunk chunk = chunk(FIRST, Map.of(), 0, 20);
        String large = '"' + "x".repeat(1_000_000) + '"';
        LongStream.rangeClosed(1, 20).forEach(line -> chunk.put(new Succeeded(line, large, Map.of())));

        Outcome.Done end = chunk.end(NOW);
        assertCounts(end, 12, 8);
        assertThat(written(end).get(20L)).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.messages().getFirst()).contains("20 rows around it", "12582912 bytes"));
    }

    private static Chunk chunk(ProcessRows task, Map<Long, StoredResult> kept, int maxRetries, int rows) {
        return new Chunk(task, LongStream.rangeClosed(1, rows).mapToObj(line -> new BatchRow(line, "{}")).toList(),
                kept, maxRetries);
    }

    private static Succeeded done(long line) {
        return new Succeeded(line, "1", Map.of());
    }

    private static Failed failed(long line) {
        return new Failed(line, List.of("no"), Map.of());
    }

    private static void assertCounts(Outcome.Done done, long succeeded, long failed) {
        assertThat(List.of(done.counts().of(BatchCount.SUCCEEDED), done.counts().of(Count.FAILED)))
                .containsExactly(succeeded, failed);
    }

    private static Map<Long, StoredResult> written(Outcome.Done done) {
        return done.pages().isEmpty()
                ? Collections.emptyMap()
                : ResultChunk.decode(done.pages().getFirst().put().values().iterator().next());
    }
}
