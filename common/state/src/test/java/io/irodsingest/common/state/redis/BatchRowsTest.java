package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.batch.BatchContent;
import io.irodsingest.common.state.batch.BatchStore;
import io.irodsingest.common.state.batch.BatchStore.Appended;
import io.irodsingest.common.state.batch.Segment;
import io.irodsingest.common.state.redis.batch.RedisBatchStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rows of batches on their way in. */
class BatchRowsTest {
    @Nested
    class SentOnce extends Contract {}

    @Nested
    class SentTwice extends Contract {
        @BeforeEach
        void sendTwice() {
            batches = sentTwice();
        }
    }

    abstract static class Contract extends BatchesOnRedis {
        @Test
        void rowsArePartOfTheirBatchInTheOrderOfTheirLines() throws Exception {
            Job job = held("batch");
            Segment first = staged(job, 1, "one", "two");
            assertThat(batches.content(job.id())).isEqualTo(BatchContent.EMPTY);

            assertThat(batches.append(job.id(), first, false))
                    .isEqualTo(new Appended.Done(new BatchContent(List.of(first), 0)));
            Segment second = staged(job, 7, "seven");
            assertThat(batches.append(job.id(), second, false))
                    .isEqualTo(new Appended.Done(new BatchContent(List.of(first, second), 0)));

            BatchContent content = batches.content(job.id());
            assertThat(content.segments()).containsExactly(first, second);
            assertThat(content.rows()).isEqualTo(3);
            assertThat(content.lastLine()).isEqualTo(7);
            assertThat(batches.rows(job.id(), first, 1).map(BatchesOnRedis::text)).contains("two");
            assertThat(batches.rows(job.id(), second, 0).map(BatchesOnRedis::text)).contains("seven");
            assertThat(batches.rows(job.id(), second, 1)).isEmpty();
        }

        @Test
        void bytesAreKeptAsTheyAre() throws Exception {
            Job job = held("batch");
            byte[] all = new byte[256 * 1024];
            for (int i = 0; i < all.length; i++) {
                all[i] = (byte) i;
            }
            batches.stage(job.id(), "token", 0, all);
            Segment segment = new Segment("token", 1, 1, 1, 1, all.length);
            batches.append(job.id(), segment, false);

            assertThat(batches.rows(job.id(), segment, 0)).hasValueSatisfying(
                    rows -> assertThat(rows).isEqualTo(all));
        }

        @Test
        void whatIsStagedGoesByItselfUnlessItIsAppended() throws Exception {
            Job job = held("batch");
            Segment segment = staged(job, 1, "one", "two");
            assertThat(left(rowsKey(job, segment))).isBetween(Duration.ofMinutes(59).toMillis(),
                    Duration.ofHours(1).toMillis());

            batches.append(job.id(), segment, false);

            assertThat(left(rowsKey(job, segment))).isEqualTo(-1);
            assertThat(left(KEYS.job(job.id()) + ":segments")).isEqualTo(-1);
        }

        @Test
        void theJobNeedNotBeThereBeforeItsRowsAre() throws Exception {
            String id = Ids.job();
            batches.stage(id, "token", 0, bytes("one"));
            Segment segment = new Segment("token", 1, 1, 1, 1, 3);
            assertThat(batches.append(id, segment, true)).isEqualTo(new Appended.Unknown());
            assertThat(redis.command("EXISTS " + KEYS.job(id))).isEqualTo(":0");

            state.jobs().create(Given.wish(Given.spec("batch")).as(id).behind(List.of(Predecessor.RELEASE)));

            assertThat(batches.append(id, segment, true)).isInstanceOf(Appended.Done.class);
        }

        @Test
        void linesMustComeBehindThoseThatAreThere() throws Exception {
            Job job = held("batch");
            Segment first = staged(job, 5, "five", "six");
            batches.append(job.id(), first, false);

            assertThat(batches.append(job.id(), staged(job, 6, "again"), false)).isEqualTo(new Appended.LineTaken(6));
            assertThat(batches.append(job.id(), staged(job, 1, "before"), false))
                    .isEqualTo(new Appended.LineTaken(6));

            assertThat(batches.content(job.id()).segments()).containsExactly(first);
        }

        @Test
        void aBatchTakesRowsOnlyWhileItIsHeld() throws Exception {
            Job job = held("batch");
            Job waiting = held("waiting", new Predecessor("other", "other", true, false));
            Job stopped = held("stopped");
            release(job);
            release(waiting);
            state.jobs().change(stopped.id(), JobState.STOPPED, Optional.empty());
            Job ordinary = Given.job(state, "ordinary").job();

            assertThat(batches.append(job.id(), staged(job, 1, "one"), false))
                    .isEqualTo(new Appended.NotHeld(JobState.QUEUED));
            assertThat(batches.append(waiting.id(), staged(waiting, 1, "one"), false)).as("it waits for another")
                    .isEqualTo(new Appended.NotHeld(JobState.BLOCKED));
            assertThat(batches.append(stopped.id(), staged(stopped, 1, "one"), false))
                    .isEqualTo(new Appended.NotHeld(JobState.STOPPED));
            assertThat(batches.append(ordinary.id(), staged(ordinary, 1, "one"), false))
                    .isEqualTo(new Appended.NotHeld(JobState.QUEUED));
            assertThat(batches.content(job.id())).isEqualTo(BatchContent.EMPTY);
        }

        /** Whoever appended them may have lost the answer, and ask when the batch has long begun. */
        @Test
        void rowsThatAreThereAreToldAgainWhateverBecameOfTheBatch() throws Exception {
            Job job = held("batch");
            Segment segment = staged(job, 1, "one");
            Appended appended = batches.append(job.id(), segment, false);
            batches.append(job.id(), staged(job, 2, "two"), false);
            release(job);

            Appended again = batches.append(job.id(), segment, false);

            assertThat(appended).isInstanceOf(Appended.Done.class);
            assertThat(again).isInstanceOfSatisfying(Appended.Done.class,
                    done -> assertThat(done.content().rows()).isEqualTo(2));
        }

        @Test
        void firstRowsAreThereOnceHoweverOftenTheyAreSubmitted() throws Exception {
            Job job = held("batch");
            Segment first = staged(job, 1, "one", "two");
            batches.append(job.id(), first, true);
            release(job);
            Segment again = staged(job, 1, "one", "two");

            assertThat(batches.append(job.id(), again, true))
                    .isEqualTo(new Appended.Done(new BatchContent(List.of(first), 0)));
            batches.unstage(job.id(), again.token());

            assertThat(batches.content(job.id()).segments()).containsExactly(first);
            assertThat(left(rowsKey(job, again))).isEqualTo(-2);
        }

        @Test
        void whatIsNotStagedAnyMoreIsGone() throws Exception {
            Job job = held("batch");
            Segment unstaged = staged(job, 1, "one");
            batches.unstage(job.id(), unstaged.token());
            Segment half = staged(job, 1, "one");
            Segment other = new Segment(half.token(), 2, 2, 1, 2, 6);

            assertThat(batches.append(job.id(), unstaged, false)).isEqualTo(new Appended.Gone());
            assertThat(batches.append(job.id(), other, false)).as("one of two chunks is there")
                    .isEqualTo(new Appended.Gone());
            assertThat(batches.content(job.id())).isEqualTo(BatchContent.EMPTY);
        }

        /** A call may come a second time when it has been answered long ago. */
        @Test
        void callsThatComeLateDoNotTouchWhatIsPartOfABatch() throws Exception {
            Job job = held("batch");
            Segment segment = staged(job, 1, "one");
            batches.append(job.id(), segment, false);

            batches.stage(job.id(), segment.token(), 0, bytes("other"));
            batches.unstage(job.id(), segment.token());

            assertThat(left(rowsKey(job, segment))).isEqualTo(-1);
            assertThat(batches.rows(job.id(), segment, 0).map(BatchesOnRedis::text)).contains("one");
        }

        @Test
        void ofManyAtATimeOneTakesALine() throws Exception {
            Job job = held("batch");
            List<Segment> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(staged(job, 1 + i % 2, "one", "two"));
            }
            List<Callable<Appended>> appends = all.stream()
                    .<Callable<Appended>>map(segment -> () -> batches.append(job.id(), segment, false)).toList();
            int done = 0;
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Appended> call : threads.invokeAll(appends)) {
                    done += call.get() instanceof Appended.Done ? 1 : 0;
                }
            }

            assertThat(done).isOne();
            assertThat(batches.content(job.id()).rows()).isEqualTo(2);
        }

        @Test
        void tokensAreWords() {
            assertThatIllegalArgumentException().isThrownBy(() -> batches.stage("id", "a b", 0, bytes("one")));
        }
    }

    @Nested
    class Many extends BatchesOnRedis {
        @Test
        void aBatchComesInSoManyPartsAndNoMore() throws Exception {
            Job job = held("batch");
            List<Segment> all = inParts(job, batches, RedisBatchStore.MOST_SEGMENTS);

            assertThat(batches.append(job.id(), staged(job, 5_000, "more"), false))
                    .isEqualTo(new Appended.TooManySegments(RedisBatchStore.MOST_SEGMENTS));
            assertThat(batches.content(job.id()).segments()).isEqualTo(all);
            release(job);
            state.jobs().change(job.id(), Set.of(JobState.QUEUED), JobState.FAILED, Optional.of("no"));

            assertThat(keysOf(job, all)).allSatisfy(key -> assertThat(left(key)).isPositive());
        }
    }

    static List<Segment> inParts(Job job, BatchStore batches, int parts) throws InterruptedException {
        List<Segment> all = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            Segment segment = new Segment("s" + i, 1, 2, 1 + 2L * i, 2 + 2L * i, 3);
            batches.stage(job.id(), segment.token(), 0, BatchesOnRedis.bytes("one"));
            batches.append(job.id(), segment, false);
            all.add(segment);
        }
        return all;
    }
}
