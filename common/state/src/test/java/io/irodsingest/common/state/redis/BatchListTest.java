package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.state.batch.BatchPlace;
import io.irodsingest.common.state.batch.BatchQuery;
import io.irodsingest.common.state.batch.Segment;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The list of batches, and how many bytes they may take together. */
class BatchListTest {
    private static final Instant T = Instant.parse("2026-11-28T12:00:00Z");
    private static final BatchQuery ALL = new BatchQuery(false, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), 100);

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
        private static final long MOST = 100;

        private List<BatchPlace> some(int count, long seed) throws InterruptedException {
            Random random = new Random(seed);
            List<BatchPlace> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(new BatchPlace(T.plusMillis(random.nextInt(count)), "job" + i,
                        List.of("irods", "other").get(random.nextInt(2)),
                        List.of("avu", "acl", "av").get(random.nextInt(3)), random.nextBoolean()));
                batches.enlist(all.getLast());
            }
            return all;
        }

        @Test
        void batchesAreListedByWhatTheyAreTheNewestFirst() throws Exception {
            long seed = Long.getLong("seed", System.nanoTime());
            System.out.println(getClass().getSimpleName() + " seed " + seed);
            List<BatchPlace> all = some(60, seed);
            for (int i = 0; i < 40; i++) {
                Random random = new Random(seed + i);
                BatchQuery query = new BatchQuery(random.nextBoolean(),
                        random.nextBoolean() ? Optional.of("irods") : Optional.empty(),
                        random.nextBoolean() ? Optional.of("avu") : Optional.empty(),
                        random.nextBoolean() ? Optional.of(T.plusMillis(random.nextInt(60))) : Optional.empty(),
                        random.nextBoolean() ? Optional.of(T.plusMillis(random.nextInt(60))) : Optional.empty(),
                        Optional.empty(), 1 + random.nextInt(5));

                assertThat(paged(query)).as(query.toString()).containsExactlyElementsOf(expected(all, query));
            }
        }

        private List<BatchPlace> paged(BatchQuery query) throws InterruptedException {
            List<BatchPlace> found = new ArrayList<>();
            List<BatchPlace> page = batches.list(query);
            while (!page.isEmpty()) {
                assertThat(page).hasSizeLessThanOrEqualTo(query.limit());
                found.addAll(page);
                page = batches.list(new BatchQuery(query.query(), query.app(), query.op(), query.after(),
                        query.before(), Optional.of(page.getLast()), query.limit()));
            }
            return found;
        }

        private static List<BatchPlace> expected(List<BatchPlace> all, BatchQuery query) {
            return all.stream().filter(place -> place.query() == query.query())
                    .filter(place -> query.app().map(place.app()::equals).orElse(true))
                    .filter(place -> query.op().map(place.op()::equals).orElse(true))
                    .filter(place -> query.after().map(time -> !place.submitted().isBefore(time)).orElse(true))
                    .filter(place -> query.before().map(place.submitted()::isBefore).orElse(true))
                    .sorted((one, other) -> other.submitted().equals(one.submitted())
                            ? other.jobId().compareTo(one.jobId())
                            : other.submitted().compareTo(one.submitted()))
                    .toList();
        }

        @Test
        void rareOnesAreFoundAmongMany() throws Exception {
            for (int from = 0; from < 2_500; from += 100) {
                StringBuilder command = new StringBuilder("ZADD ii:{jobs}:batches");
                for (int i = from; i < from + 100; i++) {
                    command.append(" 0 \"%015d job%d batch irods avu\"".formatted(T.toEpochMilli() + i, i));
                }
                redis.command(command.toString());
            }
            BatchPlace rare = new BatchPlace(T, "rare", "other", "op", false);
            batches.enlist(rare);

            assertThat(batches.list(new BatchQuery(false, Optional.of("other"), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), 10))).containsExactly(rare);
        }

        @Test
        void aBatchIsListedOnceHoweverOftenItIsEntered() throws Exception {
            BatchPlace place = new BatchPlace(T, "job", "irods", "avu", false);
            batches.enlist(place);
            batches.enlist(place);

            assertThat(batches.list(ALL)).containsExactly(place);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> batches.enlist(new BatchPlace(T, "job", "two words", "avu", false)));
        }

        @Test
        void forgottenBatchesLeaveTheListAndGiveTheirBytesBack() throws Exception {
            Job kept = held("kept");
            Instant old = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
            BatchPlace stays = new BatchPlace(old, kept.id(), "irods", "avu", false);
            BatchPlace young = new BatchPlace(old.plus(Duration.ofHours(2)), "young", "irods", "avu", false);
            batches.enlist(stays);
            batches.enlist(young);
            batches.enlist(new BatchPlace(old, "forgotten", "irods", "avu", false));
            batches.reserve("forgotten", 10, MOST);
            batches.reserve("young", 20, MOST);
            makeOld("forgotten", 10);

            batches.keepUp();

            assertThat(batches.list(ALL)).containsExactly(young, stays);
            assertThat(taken()).as("the job of a young one may not be made yet").isEqualTo(20);
        }

        @Test
        void upkeepComesToAllOfThem() throws Exception {
            List<BatchPlace> all = some(350, 1);
            for (BatchPlace place : all) {
                batches.reserve(place.jobId(), 1, 1_000);
                makeOld(place.jobId(), 1);
            }
            Instant old = Instant.now().minus(Duration.ofDays(1));
            redis.command("DEL ii:{jobs}:batches");
            for (BatchPlace place : all) {
                batches.enlist(new BatchPlace(old, place.jobId(), place.app(), place.op(), false));
            }

            for (int i = 0; i < 10; i++) {
                batches.keepUp();
            }

            assertThat(batches.list(ALL)).isEmpty();
            assertThat(taken()).isZero();
        }

        /** As if it had been claimed long ago. */
        private static void makeOld(String id, long bytes) {
            redis.command("HSET ii:{jobs}:batches:claims " + id + " \"" + bytes + " 1000 call\"");
        }

        private long taken() throws InterruptedException {
            return batches.reserve("nobody", 0, Long.MAX_VALUE);
        }

        @Test
        void batchesTakeSoManyBytesTogetherAndNoMore() throws Exception {
            assertThat(batches.reserve("one", 60, MOST)).isEqualTo(60);
            assertThat(batches.reserve("two", 40, MOST)).isEqualTo(100);
            assertThat(batches.reserve("two", 1, MOST)).isGreaterThan(MOST);
            assertThat(batches.reserve("three", 1, MOST)).isGreaterThan(MOST);
            assertThat(taken()).isEqualTo(100);

            batches.unreserve("one", 15);
            assertThat(batches.reserve("three", 15, MOST)).isEqualTo(100);
            batches.unreserve("three", 1_000);
            assertThat(taken()).as("nobody gives back what is not his").isEqualTo(85);
            batches.unreserve("one", 45);
            batches.unreserve("two", 40);
            assertThat(taken()).isZero();
        }

        @Test
        void claimsAreCorrectedByWhatBatchesTake() throws Exception {
            Job job = held("batch");
            batches.reserve(job.id(), 10, MOST);
            Segment segment = staged(job, 1, "one", "two");
            batches.append(job.id(), segment, false);
            batches.keepUp();
            assertThat(taken()).as("more rows may be on their way").isEqualTo(10);

            makeOld(job.id(), 10);
            batches.keepUp();
            assertThat(taken()).as("nobody stages rows any more").isEqualTo(6);

            release(job);
            batches.put(job.id(), "results", Map.of("0.0", bytes("result")));
            batches.keepUp();
            assertThat(taken()).isEqualTo(12);
        }

        @Test
        void whatTakesBytesWithoutAClaimIsCountedOnceItIsListed() throws Exception {
            Job job = held("batch");
            batches.enlist(new BatchPlace(Instant.now(), job.id(), "irods", "avu", true));
            release(job);
            batches.put(job.id(), "results", Map.of("0.0", bytes("result")));

            batches.keepUp();

            assertThat(taken()).isEqualTo(6);
        }
    }
}
