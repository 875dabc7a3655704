package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobPage;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.CurrentJobs;
import io.irodsingest.common.state.JobStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pages of jobs: by state, by name, and while everything changes. */
class JobPagesTest {
    private static final Keys KEYS = new Keys("ii:");

    private static TestRedis redis;
    private static RedisState state;
    private static JobStore jobs;
    private static IndexKeys index;

    @BeforeAll
    static void start() throws Exception {
        redis = TestRedis.shared();
        state = redis.open();
        jobs = state.jobs();
        index = new IndexKeys(redis);
    }

    @AfterAll
    static void stop() {
        state.close();
    }

    @BeforeEach
    void empty() {
        redis.command("FLUSHALL");
    }

    @Test
    void pagesFollowEachOtherFromTheNewestOn() throws Exception {
        List<String> made = made(25);

        assertThat(names(JobQuery.newest(10))).containsExactlyElementsOf(made);
        JobPage page = jobs.page(JobQuery.newest(10));
        assertThat(page.jobs()).hasSize(10);
        assertThat(page.total()).isEqualTo(25);
        assertThat(names(JobQuery.newest(25))).hasSize(25);
        assertThat(jobs.page(JobQuery.newest(25)).next()).isEmpty();
        assertThat(jobs.page(JobQuery.newest(Integer.MAX_VALUE)).jobs()).hasSize(25);
        assertThat(jobs.page(new JobQuery(Set.of(), Optional.empty(), Optional.empty(), 20, 3)).jobs())
                .extracting(job -> job.spec().name()).containsExactlyElementsOf(made.subList(20, 23));
        assertThat(jobs.page(new JobQuery(Set.of(), Optional.empty(), page.next(), 12, 5)).jobs())
                .extracting(job -> job.spec().name()).containsExactlyElementsOf(made.subList(22, 25));
        assertThat(jobs.page(new JobQuery(Set.of(), Optional.empty(), Optional.empty(), 1_000_000_000, 5)).entries())
                .isEmpty();
    }

    /** In steps, whoever asks for all of them. */
    @Test
    void manyJobsAreGoneOverInSteps() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            redis.command("ZADD " + KEYS.list() + ' ' + i + " \"id" + i + " name\"");
        }
        Job job = Given.job(state, "job").job();
        long before = state.roundTrips();

        assertThat(jobs.page(JobQuery.newest(Integer.MAX_VALUE)).jobs()).extracting(Job::id).containsExactly(job.id());

        assertThat(state.roundTrips() - before).as("three steps, and six for the records").isGreaterThan(8);
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        for (String place : List.of("", "x", "1-", "-1", "1- ", "99999999999999999999-a")) {
            assertThatThrownBy(() -> new JobQuery(Set.of(), Optional.empty(), Optional.of(place), 0, 1)).as(place)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** As many as are made in one millisecond by nobody, so that a page ends among them. */
    @Test
    void manyOfTheSameTimeAreEachToldOnce() throws Exception {
        for (int i = 0; i < 90; i++) {
            redis.command("ZADD " + KEYS.list() + " 5 \"id" + i + " name\"");
            redis.command("HSET " + KEYS.job("id" + i) + " spec {} state COMPLETED created 5");
        }

        Set<String> told = new HashSet<>();
        int count = 0;
        Optional<String> place = Optional.empty();
        do {
            JobPage page = jobs.page(new JobQuery(Set.of(), Optional.empty(), place, 0, 7));
            for (JobPage.Entry entry : page.entries()) {
                told.add(((JobPage.Entry.Unreadable) entry).id());
                count++;
            }
            place = page.next();
        } while (place.isPresent());

        assertThat(told).hasSize(90);
        assertThat(count).isEqualTo(90);
    }

    @Test
    void statesAreToldAsTheyAreWhereverTheIndexHasThem() throws Exception {
        List<String> made = made(40);
        Random random = new Random(1);
        List<JobState> ends = List.of(JobState.STOPPED, JobState.FAILED, JobState.PAUSED, JobState.QUEUED);
        List<JobState> states = new ArrayList<>();
        for (String name : made) {
            JobState wanted = ends.get(random.nextInt(ends.size()));
            states.add(wanted);
            String id = jobs.byName(name).orElseThrow().id();
            if (wanted == JobState.STOPPED) {
                jobs.change(id, JobState.STOPPING, Optional.empty());
            }
            jobs.change(id, wanted, Optional.empty());
            if (random.nextBoolean()) {
                index.age(id);
            }
        }
        jobs.current(CurrentJobs.UNSEEN);
        assertThat(index.count("ended")).isBetween(1L, 39L);

        for (Set<JobState> some : List.of(Set.of(JobState.STOPPED), Set.of(JobState.QUEUED, JobState.PAUSED),
                Set.of(JobState.FAILED, JobState.QUEUED), EnumSet.allOf(JobState.class), Set.of(JobState.RUNNING))) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < made.size(); i++) {
                if (some.contains(states.get(i))) {
                    expected.add(made.get(i));
                }
            }
            JobQuery query = RedisJobIndexTest.query(some, Optional.empty(), 3);
            assertThat(names(query)).as("%s", some).containsExactlyElementsOf(expected);
            assertThat(jobs.page(query).total()).isEqualTo(expected.size());
        }
    }

    @Test
    void namesAreWholeOrBegin() throws Exception {
        for (String name : List.of("lab", "lab-1", "lab-2", "l*", "other lab", "lab-1 b", "[lab]", "l?b", "back\\slash",
                "\uFFFD\uD83D\uDE00 z", "lxb")) {
            Given.job(state, name);
        }
        Job before = jobs.byName("lab-1").orElseThrow();
        jobs.change(before.id(), JobState.FAILED, Optional.empty());
        index.age(before.id());
        Given.job(state, "lab-1");
        jobs.current(CurrentJobs.UNSEEN);

        assertThat(named("lab-1", 1)).containsExactly("lab-1", "lab-1");
        assertThat(named("lab*", 2)).containsExactlyInAnyOrder("lab-1", "lab-1 b", "lab-2", "lab-1", "lab");
        assertThat(named("*", 4)).hasSize(7 + 5);
        assertThat(named("l**", 2)).as("a star in a name").containsExactly("l*");
        for (String odd : List.of("[lab]", "l?b", "back\\slash", "\uFFFD\uD83D\uDE00 z")) {
            assertThat(named(odd, 2)).containsExactly(odd);
            assertThat(named(odd.substring(0, 1) + '*', 2)).contains(odd);
        }
        assertThat(named("nobody's", 4)).isEmpty();
        assertThat(jobs.page(RedisJobIndexTest.query(Set.of(), Optional.of("lab*"), 2)).total()).isEqualTo(5);
        assertThat(names(RedisJobIndexTest.query(Set.of(JobState.FAILED), Optional.of("lab*"), 2)))
                .containsExactly("lab-1");
        assertThat(names(RedisJobIndexTest.query(Set.of(JobState.QUEUED), Optional.of("lab-1"), 2)))
                .containsExactly("lab-1");
    }

    @Test
    @Tag("not-for-mutants")
    void whatIsThereAllAlongIsToldOnceWhileOthersComeAndGo() throws Exception {
        List<String> staying = made(60);
        for (String name : staying.subList(0, 30)) {
            Job job = jobs.byName(name).orElseThrow();
            jobs.change(job.id(), JobState.FAILED, Optional.empty());
        }
        AtomicBoolean ended = new AtomicBoolean();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Void> changes = thread.submit(() -> {
                CurrentJobs current = CurrentJobs.UNSEEN;
                for (int i = 0; !ended.get(); i++) {
                    Job other = Given.job(state, "other " + i).job();
                    jobs.change(other.id(), JobState.FAILED, Optional.empty());
                    index.age(other.id());
                    // those that stay come to rest one after the other, and are entered again
                    String id = jobs.byName(staying.get(i % 30)).orElseThrow().id();
                    index.age(id);
                    current = jobs.current(current);
                    redis.command("DEL " + KEYS.job(other.id()));
                    jobs.keepIndex();
                    jobs.change(id, JobState.STOPPING, Optional.empty());
                }
                return null;
            });
            for (int round = 0; round < 30; round++) {
                assertThat(names(JobQuery.newest(7)).stream().filter(staying::contains).toList())
                        .containsExactlyElementsOf(staying);
                assertThat(names(RedisJobIndexTest.query(Set.of(JobState.FAILED), Optional.empty(), 7)).stream()
                        .filter(staying::contains).toList())
                        .containsExactlyElementsOf(staying.subList(0, 30));
            }
            ended.set(true);
            changes.get();
        }
        index.expectSound();
    }

    private static List<String> named(String name, int limit) throws InterruptedException {
        return names(RedisJobIndexTest.query(Set.of(), Optional.of(name), limit));
    }

    /** Page by page. */
    private static List<String> names(JobQuery query) throws InterruptedException {
        List<String> names = new ArrayList<>();
        JobPage page = jobs.page(query);
        page.jobs().forEach(job -> names.add(job.spec().name()));
        while (page.next().isPresent()) {
            assertThat(page.entries().size()).isLessThanOrEqualTo(query.limit());
            page = jobs.page(query.behind(page.next().get()));
            page.jobs().forEach(job -> names.add(job.spec().name()));
        }
        return names;
    }

    /** @return their names, newest first */
    private static List<String> made(int count) throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "job " + i;
            Job job = Given.job(state, name).job();
            // makers may be faster than the clock
            redis.command("ZADD " + KEYS.list() + ' ' + (1000 + i) + " \"" + job.id() + ' ' + name + '"');
            redis.command("HSET " + KEYS.job(job.id()) + " created " + (1000 + i));
            names.addFirst(name);
        }
        return names;
    }
}
