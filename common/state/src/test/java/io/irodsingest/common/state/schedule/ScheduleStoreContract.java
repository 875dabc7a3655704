package io.irodsingest.common.state.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.state.schedule.ScheduleStore.Creation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everything that keeps schedules does. Each test begins with nothing kept. */
public abstract class ScheduleStoreContract {
    private static final Duration YOUNG = Duration.ofMinutes(1);

    protected ScheduleStore store;
    private Instant now;

    /** @return a store over the same schedules, which keeps ended ones for so long */
    protected abstract ScheduleStore keeping(Duration ended) throws Exception;

    /** By the clock of the store. */
    protected abstract Instant now() throws Exception;

    /** Returns when that clock has passed this moment. */
    protected abstract void pass(Instant moment) throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = keeping(Duration.ofDays(7));
        now = now().truncatedTo(ChronoUnit.MILLIS);
    }

    protected static ScheduleContent content(String document, Instant due) {
        return new ScheduleContent(document, Optional.of(due), false, false);
    }

    private static ScheduleContent ended(String document) {
        return new ScheduleContent(document, Optional.empty(), false, true);
    }

    private static ScheduleContent watched(ScheduleContent content, boolean watched) {
        return new ScheduleContent(content.document(), content.due(), watched, content.ended());
    }

    private StoredSchedule made(String id, String name, ScheduleContent content) throws InterruptedException {
        return ((Creation.Created) store.create(id, name, content)).schedule();
    }

    private static ScheduleChange change(StoredSchedule before, ScheduleContent after, StoredRun... runs) {
        return new ScheduleChange(before, after, Optional.empty(), List.of(runs));
    }

    private StoredSchedule changed(StoredSchedule before, ScheduleContent after, StoredRun... runs)
            throws InterruptedException {
        return store.change(change(before, after, runs)).orElseThrow();
    }

    private static StoredRun run(long entry, String document) {
        return new StoredRun(entry, document, false);
    }

    private static StoredRun claimed(long entry, String document) {
        return new StoredRun(entry, document, true);
    }

    private List<String> ids(ScheduleQuery query) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        SchedulePage page = store.page(query);
        page.schedules().forEach(schedule -> ids.add(schedule.id()));
        while (page.next().isPresent()) {
            assertThat(page.schedules()).hasSize(query.limit());
            page = store.page(query.behind(page.next().get()));
            page.schedules().forEach(schedule -> ids.add(schedule.id()));
        }
        return ids;
    }

    @Test
    void whatIsMadeIsFoundAsItIs() throws Exception {
        String document = "{\"text\":\"Łódź 😀 \\u0000 \u0000 \n" + "long ".repeat(100) + "\"}";
        Instant due = now.plus(Duration.ofDays(1)).plusMillis(1);

        StoredSchedule made = made("id1", "every night, really",
                new ScheduleContent(document, Optional.of(due), true, false));

        assertThat(made.content()).isEqualTo(new ScheduleContent(document, Optional.of(due), true, false));
        assertThat(made.endedAt()).isEmpty();
        assertThat(store.byId("id1")).contains(made);
        assertThat(store.byName("every night, really")).contains(made);
        assertThat(store.byIds(List.of("other", "id1"))).isEqualTo(Map.of("id1", made));
        assertThat(store.page(ScheduleQuery.all(10)).schedules()).containsExactly(made);
        assertThat(store.attachment("id1")).isEmpty();
        assertThat(store.byId("id")).isEmpty();
        assertThat(store.byName("every")).isEmpty();
        assertThat(store.byIds(List.of())).isEmpty();
        assertThat(store.runs("id1", 0, 10)).isEmpty();
        assertThat(store.runs("other", 0, 10)).isEmpty();
    }

    @Test
    void anIdIsUsedOnceAndANameOnceAtATime() throws Exception {
        StoredSchedule first = made("id1", "name", content("{}", now));

        assertThat(store.create("id1", "other name", content("{\"a\":1}", now))).isEqualTo(new Creation.Exists(first));
        assertThat(store.create("id2", "name", content("{}", now))).isEqualTo(new Creation.NameTaken(first));
        made("id3", "nam", content("{}", now));
        made("id4", "name ", content("{}", now));

        StoredSchedule over = changed(first, ended("{}"));
        assertThat(store.byName("name")).contains(over);
        StoredSchedule second = made("id5", "name", content("{}", now));
        assertThat(store.byName("name")).contains(second);
        StoredSchedule overToo = changed(second, ended("{}"));
        assertThat(store.byName("name")).as("the one that ended last").contains(overToo);
        assertThat(store.create("id1", "name", content("{}", now))).isEqualTo(new Creation.Exists(over));
    }

    @Test
    void whatIsNoIdOrNoNameIsRefused() {
        for (String id : List.of("", "a b", "a\nb", "x".repeat(201), "a:b", "{a}")) {
            assertThatThrownBy(() -> store.create(id, "name", content("{}", now))).as(id)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String name : List.of("", "a\nb")) {
            assertThatThrownBy(() -> store.create("id", name, content("{}", now))).as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String place : List.of("", "x", "due-", "due-1", "due-x-id", "due-1-", "later-1-id",
                "due-99999999999999999999-id")) {
            assertThatThrownBy(() -> ScheduleQuery.all(1).behind(place)).as(place)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int limit : List.of(-1, 0, 1_001)) {
            assertThatThrownBy(() -> ScheduleQuery.all(limit)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aChangeOfWhatSomebodyElseChangedIsRefused() throws Exception {
        StoredSchedule first = made("id", "name", content("{\"n\":0}", now));
        ScheduleChange one = change(first, content("{\"n\":1}", now.plusSeconds(1)), claimed(1, "{}"));
        ScheduleChange other = change(first, content("{\"n\":2}", now.plusSeconds(2)), claimed(1, "{\"other\":true}"))
                .withAttachment("other");

        StoredSchedule after = store.change(one).orElseThrow();
        assertThat(store.change(other)).isEmpty();

        assertThat(after.revision()).isNotEqualTo(first.revision());
        assertThat(store.byId("id")).contains(after);
        assertThat(after.content()).isEqualTo(one.after());
        assertThat(store.runs("id", 0, 10)).containsExactly(claimed(1, "{}"));
        assertThat(store.attachment("id")).isEmpty();
        assertThat(store.change(change(new StoredSchedule("none", "x", 1, first.content(), Optional.empty()),
                content("{}", now), claimed(1, "{}")))).isEmpty();
        assertThat(store.byId("none")).isEmpty();
        assertThat(store.look(10, Duration.ZERO).handovers()).extracting(RunHandover::scheduleId).containsExactly("id");
    }

    @Test
    void aChangeIsDoneOnceHoweverOftenItIsSent() throws Exception {
        StoredSchedule first = made("id", "name", content("{\"n\":0}", now));
        ScheduleChange one = change(first, content("{\"n\":1}", now.plusSeconds(1)), claimed(1, "{}"));

        StoredSchedule after = store.change(one).orElseThrow();
        store.handedOver(new RunHandover("id", claimed(1, "{}")));
        assertThat(store.change(one)).contains(after);
        assertThat(store.look(10, Duration.ZERO).handovers()).as("what was handed over is not claimed again").isEmpty();

        StoredSchedule later = after;
        for (int i = 2; i < 9; i++) {
            later = changed(later, content("{\"n\":" + i + "}", now));
            assertThat(store.change(one)).as("as it is by then").contains(later);
        }
        assertThat(store.runs("id", 0, 10)).containsExactly(run(1, "{}"));
        changed(later, content("{}", now));
        assertThat(store.change(one)).as("so long ago that nobody knows it").isEmpty();
    }

    @Test
    void nothingIsDoneBeforeItsTime() throws Exception {
        StoredSchedule first = made("id", "name", content("{\"n\":0}", now));
        Instant soon = now().plusMillis(300);
        ScheduleChange early = new ScheduleChange(first, content("{}", now), Optional.of(now.plusSeconds(60)),
                List.of(claimed(1, "{}")));
        assertThat(store.change(early)).isEmpty();
        assertThat(store.byId("id")).contains(first);
        ScheduleChange onTime = new ScheduleChange(first, content("{}", soon), Optional.of(soon),
                List.of(claimed(1, "{}")));

        pass(soon);

        assertThat(store.change(onTime)).isPresent();
        assertThat(store.change(onTime)).isPresent();
    }

    @Test
    void aLookTellsWhatIsDueTheLongestDueFirst() throws Exception {
        assertThat(store.look(10, Duration.ZERO).due()).isEmpty();
        assertThat(store.look(10, Duration.ZERO).next()).isEmpty();
        StoredSchedule second = made("a", "second", content("{\"n\":2}", now.minusSeconds(1)));
        StoredSchedule first = made("b", "first", content("{\"n\":1}", now.minusSeconds(2)));
        Instant soon = now().plusMillis(500);
        StoredSchedule later = made("c", "later", content("{}", soon));
        made("d", "never", new ScheduleContent("{}", Optional.empty(), false, false));
        made("e", "ended", new ScheduleContent("{}", Optional.of(now.minusSeconds(9)), false, true));

        ScheduleLook look = store.look(10, Duration.ZERO);

        assertThat(look.due()).containsExactly(first, second);
        assertThat(look.now()).isBetween(now, soon);
        assertThat(look.next()).contains(later.content().due().orElseThrow());
        assertThat(store.look(1, Duration.ZERO).due()).containsExactly(first);
        pass(soon);
        assertThat(store.look(10, Duration.ZERO).due()).containsExactly(first, second, later);
        assertThat(store.look(10, Duration.ZERO).next()).as("what has no time is not due next").isEmpty();
        changed(first, ended("{}"));
        changed(second, new ScheduleContent("{}", Optional.empty(), false, false));
        assertThat(store.look(10, Duration.ZERO).due()).containsExactly(later);
    }

    @Test
    void aClaimedRunIsToldUntilItIsHandedOver() throws Exception {
        StoredSchedule first = made("id", "name", content("{}", now));
        StoredSchedule after = changed(first, content("{}", now), run(1, "{\"left\":\"out\"}"), claimed(2, "{\"n\":2}"),
                claimed(3, "{\"n\":3}"));

        assertThat(store.look(10, YOUNG).handovers()).as("whoever claimed them is at them").isEmpty();
        List<RunHandover> told = store.look(10, Duration.ZERO).handovers();
        assertThat(told).containsExactlyInAnyOrder(new RunHandover("id", claimed(2, "{\"n\":2}")),
                new RunHandover("id", claimed(3, "{\"n\":3}")));
        assertThat(store.runs("id", 0, 10)).containsExactly(claimed(3, "{\"n\":3}"), claimed(2, "{\"n\":2}"),
                run(1, "{\"left\":\"out\"}"));

        store.handedOver(told.getFirst());
        store.handedOver(told.getFirst());
        store.handedOver(new RunHandover("other", claimed(7, "{}")));
        assertThat(store.look(10, Duration.ZERO).handovers()).containsExactly(told.getLast());
        changed(after, ended("{}"));
        assertThat(store.look(10, Duration.ZERO).handovers()).as("also of one that has ended")
                .containsExactly(told.getLast());
        store.handedOver(told.getLast());
        assertThat(store.look(10, Duration.ZERO).handovers()).isEmpty();
        assertThat(store.runs("id", 0, 10)).noneMatch(StoredRun::toHandOver);
    }

    /** Whoever hears of it is at it for as long as a claimer would be. */
    @Test
    protected void aHandoverIsToldToOneCaller() throws Exception {
        changed(made("id", "name", content("{}", now)), content("{}", now), claimed(1, "{}"));
        Duration age = Duration.ofMillis(500);
        assertThat(store.look(10, age).handovers()).isEmpty();
        pass(now().plus(age));

        ScheduleLook first = store.look(10, age);
        assertThat(first.handovers()).containsExactly(new RunHandover("id", claimed(1, "{}")));
        ScheduleLook second = store.look(10, age);
        assertThat(second.handovers().isEmpty() || !second.now().isBefore(first.now().plus(age))).isTrue();
        pass(now().plus(age));
        assertThat(store.look(10, age).handovers()).containsExactly(new RunHandover("id", claimed(1, "{}")));
    }

    @Test
    void aKnownRunIsChangedAndItsHandoverBegunAndEnded() throws Exception {
        StoredSchedule schedule = made("id", "name", content("{}", now));
        schedule = changed(schedule, content("{}", now), run(1, "{\"waits\":true}"), claimed(2, "{\"n\":2}"));

        schedule = changed(schedule, content("{}", now), claimed(1, "{\"waits\":false}"), claimed(2, "{\"n\":\"2b\"}"));
        assertThat(store.look(10, Duration.ZERO).handovers()).containsExactlyInAnyOrder(
                new RunHandover("id", claimed(1, "{\"waits\":false}")),
                new RunHandover("id", claimed(2, "{\"n\":\"2b\"}")));

        changed(schedule, content("{}", now), run(2, "{\"failed\":true}"), claimed(3, "{}"));
        assertThat(store.look(10, Duration.ZERO).handovers()).extracting(handover -> handover.run().entry())
                .containsExactlyInAnyOrder(1L, 3L);
        assertThat(store.runs("id", 0, 10)).containsExactly(claimed(3, "{}"), run(2, "{\"failed\":true}"),
                claimed(1, "{\"waits\":false}"));
    }

    @Test
    void runsThatDoNotFollowTheLastOneAreRefusedWhole() throws Exception {
        StoredSchedule schedule = made("id", "name", content("{}", now));
        schedule = changed(schedule, content("{}", now), run(1, "{}"), run(2, "{}"));

        for (List<StoredRun> wrong : List.of(List.of(run(4, "{}")), List.of(run(3, "{}"), run(5, "{}")),
                List.of(run(3, "{}"), run(3, "{}")), List.of(run(1, "{\"x\":1}"), claimed(9, "{}")))) {
            ScheduleChange change = new ScheduleChange(schedule, ended("{}"), Optional.empty(), wrong);
            assertThatThrownBy(() -> store.change(change)).isInstanceOf(IllegalArgumentException.class);
        }

        assertThat(store.byId("id")).contains(schedule);
        assertThat(store.runs("id", 0, 10)).containsExactly(run(2, "{}"), run(1, "{}"));
        assertThat(store.look(10, Duration.ZERO).handovers()).isEmpty();
    }

    @Test
    void theLatestThousandRunsAreRemembered() throws Exception {
        StoredSchedule schedule = made("id", "name", content("{}", now));
        for (int from = 1; from <= 1_201; from += 400) {
            schedule = store.change(new ScheduleChange(schedule, content("{}", now), Optional.empty(),
                    numbered(from, from + 399))).orElseThrow();
        }

        assertThat(store.runs("id", 0, 3)).containsExactlyElementsOf(reversed(numbered(1_598, 1_600)));
        assertThat(store.runs("id", 0, 2_000)).containsExactlyElementsOf(reversed(numbered(601, 1_600)));
        assertThat(store.runs("id", 998, 10)).containsExactlyElementsOf(reversed(numbered(601, 602)));
        assertThat(store.runs("id", 1_000, 10)).isEmpty();
        assertThat(store.runs("id", 5_000, 10)).isEmpty();
        changed(schedule, content("{}", now), run(600, "{\"forgotten\":1}"), run(601, "{\"oldest\":1}"));
        assertThat(store.runs("id", 998, 10)).containsExactly(run(602, "{\"n\":602}"), run(601, "{\"oldest\":1}"));
    }

    /** As after years of absence. */
    @Test
    void ofManyRunsAtOnceTheLatestAreLoggedAndAllAreHandedOver() throws Exception {
        StoredSchedule schedule = made("id", "name", content("{}", now));
        schedule = changed(schedule, content("{}", now), run(1, "{}"));
        List<StoredRun> runs = new ArrayList<>(numbered(2, 5_000));
        runs.set(0, claimed(2, "{\"first\":1}"));
        runs.set(4_998, claimed(5_000, "{\"last\":1}"));

        StoredSchedule after = store.change(new ScheduleChange(schedule, content("{}", now), Optional.empty(), runs))
                .orElseThrow();

        assertThat(store.runs("id", 0, 2)).containsExactly(claimed(5_000, "{\"last\":1}"), run(4_999, "{\"n\":4999}"));
        assertThat(store.runs("id", 999, 2)).containsExactly(run(4_001, "{\"n\":4001}"));
        assertThat(store.look(10, Duration.ZERO).handovers()).containsExactlyInAnyOrder(
                new RunHandover("id", claimed(2, "{\"first\":1}")),
                new RunHandover("id", claimed(5_000, "{\"last\":1}")));
        changed(after, content("{}", now), run(5_001, "{}"));
        assertThat(store.runs("id", 0, 1)).containsExactly(run(5_001, "{}"));
    }

    private static List<StoredRun> numbered(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(entry -> run(entry, "{\"n\":" + entry + "}")).toList();
    }

    private static List<StoredRun> reversed(List<StoredRun> runs) {
        return runs.reversed();
    }

    @Test
    void watchedOnesAreToldAndOfTooManyEachNowAndThen() throws Exception {
        Set<String> ids = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            ids.add(made("id" + i, "name " + i, watched(content("{}", now.plusSeconds(60)), true)).id());
        }
        StoredSchedule other = made("other", "other", content("{}", now));

        assertThat(store.look(30, YOUNG).watched()).containsExactlyInAnyOrderElementsOf(ids);
        Set<String> told = new TreeSet<>();
        for (int i = 0; i < 1_000 && told.size() < ids.size(); i++) {
            List<String> some = store.look(7, YOUNG).watched();
            assertThat(some).hasSize(7).doesNotHaveDuplicates();
            told.addAll(some);
        }
        assertThat(told).isEqualTo(ids);
        other = changed(other, watched(other.content(), true));
        assertThat(store.look(100, YOUNG).watched()).contains("other");
        other = changed(other, watched(ended("{}"), true));
        assertThat(store.look(100, YOUNG).watched()).as("one that has ended, but whose run is going").contains("other");
        changed(other, ended("{}"));
        assertThat(store.look(100, YOUNG).watched()).doesNotContain("other");
    }

    @Test
    void anAttachmentIsKeptReplacedAndRemoved() throws Exception {
        String large = "Łarge \u0000 ".repeat(50_000);
        StoredSchedule schedule = ((Creation.Created) store.create("id", "name", content("{}", now),
                Optional.of(large))).schedule();
        assertThat(store.attachment("id")).contains(large);
        schedule = changed(schedule, content("{\"n\":1}", now));
        assertThat(store.attachment("id")).contains(large);
        schedule = store.change(change(schedule, content("{}", now)).withAttachment("keep")).orElseThrow();
        assertThat(store.attachment("id")).contains("keep");
        store.change(change(schedule, content("{}", now)).withAttachment("")).orElseThrow();
        assertThat(store.attachment("id")).isEmpty();
        store.create("id2", "name2", content("{}", now), Optional.of(""));
        assertThat(store.attachment("id2")).isEmpty();
    }

    @Test
    void onceEndedAScheduleStaysSo() throws Exception {
        StoredSchedule schedule = made("id", "name", content("{}", now));
        StoredSchedule over = changed(schedule, ended("{}"));
        assertThat(over.endedAt()).hasValueSatisfying(time -> assertThat(time).isBetween(now, now.plusSeconds(60)));

        StoredSchedule changed = changed(over, content("{\"outcome\":1}", now), run(1, "{}"));

        assertThat(changed.endedAt()).isEqualTo(over.endedAt());
        assertThat(changed.content()).isEqualTo(ended("{\"outcome\":1}"));
        assertThat(store.look(10, Duration.ZERO).due()).isEmpty();
        assertThat(store.countUntil(now.plusSeconds(60))).isZero();
        assertThat(store.byName("name")).contains(changed);
    }

    @Test
    void listsAreInTheOrderOfTimesAndThenOfEnds() throws Exception {
        Random random = new Random(4);
        List<String> expected = new ArrayList<>();
        // many have the same time, and pages end among them
        for (int i = 0; i < 40; i++) {
            expected.add(String.format("id%02d", i));
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        Collections.shuffle(order, random);
        for (int i : order) {
            made(expected.get(i), "name " + i, i < 35
                    ? content("{}", now.plusMillis(i / 15))
                    : new ScheduleContent("{}", Optional.empty(), false, false));
        }
        List<String> over = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            changed(made("over" + i, "over", content("{}", now)), ended("{}"));
            over.addFirst("over" + i);
        }
        List<String> all = Stream.concat(expected.stream(), over.stream()).toList();

        for (int limit : List.of(1, 7, 10, 15, 40, 50, 1_000)) {
            assertThat(ids(ScheduleQuery.all(limit))).containsExactlyElementsOf(all);
            assertThat(ids(query(Optional.empty(), Optional.of(true), limit))).containsExactlyElementsOf(over);
            assertThat(ids(query(Optional.empty(), Optional.of(false), limit))).containsExactlyElementsOf(expected);
            assertThat(ids(query(Optional.of(now.plusMillis(1)), Optional.empty(), limit)))
                    .containsExactlyElementsOf(expected.subList(0, 30));
            assertThat(ids(query(Optional.of(now.plusMillis(1)), Optional.of(true), limit))).isEmpty();
            assertThat(ids(query(Optional.of(now.minusMillis(1)), Optional.empty(), limit))).isEmpty();
        }
        assertThat(store.countUntil(now.minusMillis(1))).isZero();
        assertThat(store.countUntil(now)).isEqualTo(15);
        assertThat(store.countUntil(now.plusMillis(1))).isEqualTo(30);
        assertThat(store.countUntil(now.plusSeconds(60))).isEqualTo(35);
    }

    private static ScheduleQuery query(Optional<Instant> until, Optional<Boolean> ended, int limit) {
        return new ScheduleQuery(until, Optional.empty(), ended, Optional.empty(), limit);
    }

    private static ScheduleQuery named(String name, int limit) {
        return new ScheduleQuery(Optional.empty(), Optional.of(name), Optional.empty(), Optional.empty(), limit);
    }

    @Test
    void namesAreWholeOrBegin() throws Exception {
        int count = 0;
        for (String name : List.of("lab", "lab-1", "lab-2", "l*", "other lab", "lab-1 b", "[lab]", "l?b", "back\\slash",
                "\uFFFD\uD83D\uDE00 z", "lxb")) {
            made("id" + count, name, content("{\"name\":1}", now.plusMillis(count++)));
        }
        StoredSchedule before = store.byName("lab-1").orElseThrow();
        changed(before, ended("{}"));
        made("again", "lab-1", content("{}", now.minusMillis(1)));

        for (int limit : List.of(1, 3, 100)) {
            assertThat(ids(named("lab-1", limit))).containsExactly("again", "id1");
            assertThat(ids(named("lab*", limit))).containsExactly("again", "id0", "id2", "id5", "id1");
            assertThat(ids(named("*", limit))).hasSize(12);
            assertThat(ids(named("l**", limit))).as("a star in a name").containsExactly("id3");
            assertThat(ids(named("[lab]", limit))).containsExactly("id6");
            assertThat(ids(named("\uFFFD\uD83D\uDE00*", limit))).containsExactly("id9");
            assertThat(ids(named("nobody's", limit))).isEmpty();
            assertThat(ids(new ScheduleQuery(Optional.of(now.plusMillis(2)), Optional.of("lab*"), Optional.empty(),
                    Optional.empty(), limit))).containsExactly("again", "id0", "id2");
            assertThat(ids(new ScheduleQuery(Optional.empty(), Optional.of("lab*"), Optional.of(true),
                    Optional.empty(), limit))).containsExactly("id1");
        }
    }

    @Test
    void aPageGoesOnWhereTheLastOneEndedAlsoWhenThatIsGone() throws Exception {
        for (int i = 0; i < 9; i++) {
            made("id" + i, "name " + i, content("{}", now));
        }
        SchedulePage page = store.page(ScheduleQuery.all(3));
        assertThat(page.schedules()).extracting(StoredSchedule::id).containsExactly("id0", "id1", "id2");
        changed(page.schedules().getLast(), content("{}", now.plusSeconds(5)));
        changed(store.byId("id4").orElseThrow(), ended("{}"));

        assertThat(ids(ScheduleQuery.all(3).behind(page.next().orElseThrow()))).containsExactly("id3", "id5", "id6",
                "id7", "id8", "id2", "id4");
    }

    @Test
    void endedOnesAreForgottenUnlessSomethingOfThemIsGoing() throws Exception {
        changed(made("old", "old", content("{}", now)), ended("{}"), run(1, "{}"));
        changed(made("watched", "watched", content("{}", now)), watched(ended("{}"), true));
        changed(made("claimed", "claimed", content("{}", now)), ended("{}"), claimed(1, "{}"));
        store.create("attached", "attached", ended("{}"), Optional.of("text"));
        made("there", "there", content("{}", now));
        StoredSchedule namesake = made("new", "old", content("{}", now));
        pass(now().plusMillis(10));

        assertThat(store.forget()).isFalse();
        assertThat(store.byId("old")).as("kept for a week").isPresent();
        ScheduleStore brief = keeping(Duration.ofMillis(1));
        assertThat(brief.forget()).isFalse();

        assertThat(ids(ScheduleQuery.all(10))).containsExactlyInAnyOrder("there", "new", "claimed", "watched");
        assertThat(store.byId("old")).isEmpty();
        assertThat(store.runs("old", 0, 10)).isEmpty();
        assertThat(store.attachment("attached")).isEmpty();
        assertThat(store.byName("old")).contains(namesake);
        store.handedOver(new RunHandover("claimed", claimed(1, "{}")));
        changed(store.byId("watched").orElseThrow(), ended("{}"));
        brief.forget();
        assertThat(ids(ScheduleQuery.all(10))).containsExactlyInAnyOrder("there", "new");
        assertThat(store.look(10, Duration.ZERO).watched()).isEmpty();
    }

    @Test
    void ofManyWhoChangeAtOnceOneDoesIt() throws Exception {
        StoredSchedule schedule = made("id", "name", content("{}", now));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 1; round <= 20; round++) {
                StoredSchedule before = schedule;
                StoredRun run = claimed(round, "{}");
                Callable<Optional<StoredSchedule>> attempt = () -> store
                        .change(change(before, content("{}", now), run));
                List<StoredSchedule> done = new ArrayList<>();
                for (Future<Optional<StoredSchedule>> answer : threads.invokeAll(Collections.nCopies(4, attempt))) {
                    answer.get().ifPresent(done::add);
                }
                assertThat(done).hasSize(1);
                schedule = done.getFirst();
            }
        }
        assertThat(store.runs("id", 0, 100)).hasSize(20);
        assertThat(store.look(100, Duration.ZERO).handovers()).hasSize(20);
    }

    @Test
    void ofManyWhoMakeOneOfANameOneDoesIt() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Creation>> attempts = IntStream.range(0, 8)
                    .<Callable<Creation>>mapToObj(i -> () -> store.create("id" + i, "name", content("{}", now)))
                    .toList();
            int made = 0;
            for (Future<Creation> answer : threads.invokeAll(attempts)) {
                made += answer.get() instanceof Creation.Created ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
        assertThat(ids(ScheduleQuery.all(10))).hasSize(1);
    }
}
