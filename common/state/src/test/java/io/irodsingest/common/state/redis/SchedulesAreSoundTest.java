package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.state.Ids;
import io.irodsingest.common.state.schedule.InMemoryScheduleStore;
import io.irodsingest.common.state.schedule.RunHandover;
import io.irodsingest.common.state.schedule.ScheduleChange;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.ScheduleLook;
import io.irodsingest.common.state.schedule.SchedulePage;
import io.irodsingest.common.state.schedule.ScheduleQuery;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.ScheduleStore.Creation;
import io.irodsingest.common.state.schedule.StoredRun;
import io.irodsingest.common.state.schedule.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same random calls, some of them stale or repeated, of the store in Redis and of that of tests: both tell the same. */
class SchedulesAreSoundTest {
    private static final int CALLS = 800;
    private static final List<String> NAMES = List.of("a", "ab", "a b", "b", "ba", "Ä");
    private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2100-01-01T00:00:00Z");

    private static TestRedis redis;
    private static RedisState state;

    private final Random random = new Random();
    private final ScheduleStore real = state.schedules();
    private final ScheduleStore model = new InMemoryScheduleStore(Instant::now, Duration.ofDays(7));
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Long> entries = new HashMap<>();
    /** As they were at some time, in Redis and in the model. */
    private final List<List<StoredSchedule>> seen = new ArrayList<>();
    private final List<List<ScheduleChange>> made = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        state = redis.open();
    }

    @AfterAll
    static void stop() {
        redis.command("FLUSHALL");
        state.close();
    }

    @Test
    void bothTellTheSame() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed of SchedulesAreSoundTest: " + seed);
        random.setSeed(seed);
        redis.command("FLUSHALL");
        for (int i = 0; i < CALLS; i++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> create();
                case 2, 3, 4, 5 -> change();
                case 6 -> repeat();
                case 7 -> handOver();
                case 8 -> list();
                default -> look();
            }
        }
        assertThat(entries.values()).as("runs were logged").anyMatch(last -> last > 5);
        assertThat(seen.size()).as("changes were made").isGreaterThan(CALLS / 10);
    }

    /** Without what only the one who keeps it gives out. */
    private static Optional<Object> told(StoredSchedule schedule) {
        return Optional.ofNullable(schedule).map(
                known -> List.of(known.id(), known.name(), known.content(), known.endedAt().isPresent()));
    }

    private static List<Optional<Object>> told(List<StoredSchedule> schedules) {
        return schedules.stream().map(SchedulesAreSoundTest::told).toList();
    }

    private <T> T oneOf(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private ScheduleContent content() {
        Optional<Instant> due = switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(FUTURE.plusMillis(random.nextInt(5)));
            default -> Optional.of(PAST.plusMillis(random.nextInt(5)));
        };
        return new ScheduleContent("{\"n\":" + random.nextInt() + "}", due, random.nextInt(3) == 0,
                random.nextInt(8) == 0);
    }

    private void create() throws InterruptedException {
        String id = !ids.isEmpty() && random.nextInt(5) == 0 ? oneOf(ids) : "id" + random.nextInt(1_000_000);
        String name = oneOf(NAMES) + random.nextInt(4);
        ScheduleContent content = content();
        Creation one = real.create(id, name, content);
        Creation other = model.create(id, name, content);
        assertThat(one.getClass()).isEqualTo(other.getClass());
        assertThat(told(schedule(one))).isEqualTo(told(schedule(other)));
        if (one instanceof Creation.Created) {
            ids.add(id);
            entries.put(id, 0L);
            seen.add(List.of(schedule(one), schedule(other)));
        }
    }

    private static StoredSchedule schedule(Creation creation) {
        return switch (creation) {
            case Creation.Created created -> created.schedule();
            case Creation.Exists exists -> exists.schedule();
            case Creation.NameTaken taken -> taken.holder();
        };
    }

    private void change() throws InterruptedException {
        if (seen.isEmpty()) {
            return;
        }
        boolean stale = random.nextInt(4) == 0;
        String id = oneOf(ids);
        List<StoredSchedule> before = stale
                ? oneOf(seen)
                : List.of(real.byId(id).orElseThrow(), model.byId(id).orElseThrow());
        ScheduleContent after = content();
        Optional<Instant> notBefore = random.nextInt(4) == 0
                ? Optional.of(random.nextBoolean() ? PAST : FUTURE)
                : Optional.empty();
        List<StoredRun> runs = runs(before.getFirst().id());
        Optional<String> attachment = random.nextInt(4) == 0
                ? Optional.of(oneOf(List.of("", "x", "{}")))
                : Optional.empty();
        String call = Ids.nonce();
        List<ScheduleChange> change = before.stream()
                .map(schedule -> new ScheduleChange(call, schedule, after, notBefore, runs, attachment)).toList();
        if (apply(change)) {
            made.add(change);
            runs.forEach(run -> entries.merge(before.getFirst().id(), run.entry(), Math::max));
        }
    }

    /** Known ones, and then new ones; sometimes with a gap between. */
    private List<StoredRun> runs(String id) {
        long last = entries.get(id);
        List<StoredRun> runs = new ArrayList<>();
        long entry = Math.max(1, last - random.nextInt(3));
        for (int count = random.nextInt(4); count > 0; count--) {
            runs.add(new StoredRun(entry, "{\"run\":" + random.nextInt() + "}", random.nextBoolean()));
            entry += random.nextInt(20) == 0 ? 2 : 1;
        }
        return runs;
    }

    private boolean apply(List<ScheduleChange> change) throws InterruptedException {
        List<Object> answers = new ArrayList<>();
        Optional<StoredSchedule> one = Optional.empty();
        Optional<StoredSchedule> other = Optional.empty();
        try {
            one = real.change(change.getFirst());
            answers.add(one.isPresent());
        } catch (IllegalArgumentException outOfOrder) {
            answers.add("refused");
        }
        try {
            other = model.change(change.getLast());
            answers.add(other.isPresent());
        } catch (IllegalArgumentException outOfOrder) {
            answers.add("refused");
        }
        assertThat(answers.getFirst()).as("%s", change).isEqualTo(answers.getLast());
        assertThat(told(one.orElse(null))).isEqualTo(told(other.orElse(null)));
        if (one.isPresent()) {
            seen.add(List.of(one.get(), other.orElseThrow()));
        }
        compare(change.getFirst().before().id());
        return one.isPresent();
    }

    private void repeat() throws InterruptedException {
        if (!made.isEmpty()) {
            apply(oneOf(made));
        }
    }

    private void compare(String id) throws InterruptedException {
        assertThat(real.runs(id, 0, 2_000)).isEqualTo(model.runs(id, 0, 2_000));
        assertThat(real.runs(id, 1, 2)).isEqualTo(model.runs(id, 1, 2));
        assertThat(real.attachment(id)).isEqualTo(model.attachment(id));
        assertThat(told(real.byId(id).orElseThrow())).isEqualTo(told(model.byId(id).orElseThrow()));
    }

    private void handOver() throws InterruptedException {
        List<RunHandover> open = real.look(1_000, Duration.ZERO).handovers();
        if (!open.isEmpty()) {
            RunHandover one = oneOf(open);
            real.handedOver(one);
            model.handedOver(one);
            compare(one.scheduleId());
        }
    }

    private void list() throws InterruptedException {
        String name = oneOf(NAMES) + oneOf(List.of("*", "0", "1"));
        assertThat(told(real.byName(name).orElse(null))).isEqualTo(told(model.byName(name).orElse(null)));
        ScheduleQuery query = new ScheduleQuery(
                random.nextInt(3) == 0 ? Optional.of(oneOf(List.of(PAST.plusMillis(2), FUTURE))) : Optional.empty(),
                random.nextBoolean() ? Optional.of(name) : Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(random.nextBoolean()) : Optional.empty(), Optional.empty(),
                1 + random.nextInt(20));
        SchedulePage one = real.page(query);
        SchedulePage other = model.page(query);
        assertThat(told(one.schedules())).isEqualTo(told(other.schedules()));
        while (one.next().isPresent()) {
            assertThat(other.next()).isPresent();
            one = real.page(query.behind(one.next().get()));
            other = model.page(query.behind(other.next().get()));
            assertThat(told(one.schedules())).isEqualTo(told(other.schedules()));
        }
        assertThat(other.next()).isEmpty();
        Instant until = PAST.plusMillis(random.nextInt(6));
        assertThat(real.countUntil(until)).isEqualTo(model.countUntil(until));
    }

    private void look() throws InterruptedException {
        ScheduleLook one = real.look(1_000, Duration.ZERO);
        ScheduleLook other = model.look(1_000, Duration.ZERO);
        assertThat(told(one.due())).isEqualTo(told(other.due()));
        assertThat(one.next()).isEqualTo(other.next());
        assertThat(one.watched()).containsExactlyInAnyOrderElementsOf(other.watched());
        Comparator<RunHandover> order = Comparator.comparing(RunHandover::scheduleId)
                .thenComparing(handover -> handover.run().entry());
        assertThat(one.handovers().stream().sorted(order).toList())
                .isEqualTo(other.handovers().stream().sorted(order).toList());
    }
}
