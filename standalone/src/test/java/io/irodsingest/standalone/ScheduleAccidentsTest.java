package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.adminapi.schedule.SchedulePolicies;
import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.adminapi.schedule.ScheduleRuns.Run;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.adminapi.schedule.ScheduleView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.ScheduleClient;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orchestrators are killed in turn while schedules are due every second, and Redis and the broker go away once. Each planned time has one
 * run, and each run one job. The seed of the moments is printed, and {@code irods-ingest.test.seed} gives one;
 * {@code irods-ingest.test.schedules} and {@code irods-ingest.test.schedule-seconds} set how much it is.
 */
class ScheduleAccidentsTest {
    private static final int SCHEDULES = Integer.getInteger("irods-ingest.test.schedules", 8);
    private static final int SECONDS = Integer.getInteger("irods-ingest.test.schedule-seconds", 24);
    private static final Duration BROKER_AWAY = Duration.ofSeconds(SECONDS).dividedBy(6);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    @Test
    void eachPlannedTimeHasOneRunWhateverDies() throws Exception {
        long seed = Long.getLong("irods-ingest.test.seed", System.nanoTime());
        System.out.println("ScheduleAccidentsTest seed " + seed);
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("file"), "content");
        ProcessCluster.Servers servers = ProcessCluster.Servers.shared();
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster one = cluster("one", irods, servers);
                ProcessCluster two = cluster("two", irods, servers)) {
            one.startOrchestrator();
            two.startOrchestrator();
            one.startWorker("-Xmx192m");
            Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);
            for (int i = 0; i < SCHEDULES; i++) {
                one.client().schedules().create(schedule("schedule-" + i, first, source));
            }

            int kills = haveAccidents(List.of(one, two), first, new Random(seed));

            List<Double> delays = new ArrayList<>();
            for (int i = 0; i < SCHEDULES; i++) {
                delays.addAll(assertExact(one.client().schedules(), "schedule-" + i, first));
            }
            assertThat(one.client().jobs().total()).as("jobs").isEqualTo(SCHEDULES * SECONDS);
            Collections.sort(delays);
            System.out.printf(Locale.ROOT, "%d schedules, %d planned times, %d kills: %d runs, none lost, none twice;"
                    + " delays of their starts: median %.1f s, 99 of 100 within %.1f s, the longest %.1f s%n",
                    SCHEDULES,
                    SCHEDULES * SECONDS, kills, delays.size(), delays.get(delays.size() / 2),
                    delays.get(delays.size() * 99 / 100), delays.getLast());
        }
    }

    private ProcessCluster cluster(String name, MiniIrods irods, ProcessCluster.Servers servers) throws Exception {
        return new ProcessCluster(Files.createDirectories(directory.resolve(name)), irods, servers);
    }

    private static ScheduleRequest schedule(String name, Instant first, Path source) {
        ScheduleTrigger trigger = new ScheduleTrigger(Optional.empty(), Optional.empty(), Optional.of("PT1S"),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(first.toString()), Optional.of(first.plusSeconds(SECONDS - 1).toString()),
                Optional.empty(), Optional.empty());
        SchedulePolicies policies = new SchedulePolicies(Optional.of("CATCH_UP"), Optional.empty(),
                Optional.of(1_000), Optional.of("START_ANYWAY"), Optional.empty());
        JobRequest job = JobRequest.of(source.toString(), TestCluster.HOME + '/' + name).operation("REGISTER_SYNC")
                .build();
        return new ScheduleRequest(name, trigger, new ScheduleAction(Optional.of(job), Optional.empty()),
                Optional.empty(), Optional.of(policies), Optional.empty(), Optional.empty());
    }

    /** Until the last planned time is over. @return how often an orchestrator was killed */
    private static int haveAccidents(List<ProcessCluster> clusters, Instant first, Random random) throws Exception {
        boolean redisLives = true;
        boolean brokerLives = true;
        int turn = 0;
        while (Instant.now().isBefore(first.plusSeconds(SECONDS))) {
            await("the next accident").pollDelay(Duration.ofMillis(500 + random.nextInt(3_000))).until(() -> true);
            ProcessCluster victim = clusters.get(turn % clusters.size());
            turn++;
            victim.killOrchestrator();
            long past = Duration.between(first, Instant.now()).toSeconds();
            if (redisLives && past > SECONDS / 4 && TestServers.redis().canStop()) {
                redisLives = false;
                TestServers.redis().kill();
                TestServers.redis().start();
            }
            if (brokerLives && past > SECONDS / 2 && TestServers.broker().canStop()) {
                brokerLives = false;
                TestServers.broker().stop();
                victim.startOrchestrator();
                await("the broker is away").pollDelay(BROKER_AWAY).atMost(BROKER_AWAY.multipliedBy(2))
                        .until(() -> true);
                TestServers.broker().start();
            } else {
                victim.startOrchestrator();
            }
        }
        return turn;
    }

    /** @return by how many seconds each run was started after its planned time */
    private static List<Double> assertExact(ScheduleClient client, String name, Instant first) throws Exception {
        ScheduleView ended = await(name).atMost(PATIENCE).ignoreException(AwayException.class).until(
                () -> client.schedule(name),
                found -> found.state().equals("ENDED") && found.progress().going().isEmpty());
        List<Run> runs = client.runs(name, 0, 1_000).runs();
        List<Instant> planned = LongStream.range(0, SECONDS).mapToObj(first::plusSeconds).toList();
        assertThat(runs.stream().map(Run::planned).sorted()).as("planned times of %s", name)
                .containsExactlyElementsOf(planned);
        assertThat(runs).as(name).allSatisfy(run -> {
            assertThat(run.outcome()).as("%s", run).isEqualTo("COMPLETED");
            assertThat(run.started().orElseThrow()).as("%s", run).isAfterOrEqualTo(run.planned());
            assertThat(run.job()).contains(ended.id() + '.' + run.run().orElseThrow());
        });
        Set<Optional<String>> jobs = new HashSet<>(runs.stream().map(Run::job).toList());
        assertThat(jobs).hasSize(SECONDS);
        assertThat(ended.progress().counts().started()).isEqualTo(SECONDS);
        return runs.stream().map(run -> run.delay().orElseThrow()).toList();
    }
}
