package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.irodsingest.adminapi.FollowUpRequest;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.QueueView;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.adminapi.schedule.ScheduleRequest;
import io.irodsingest.adminapi.schedule.ScheduleTrigger;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An orchestrator is killed between the end of a job and what is to follow it: of jobs that end well and that fail, while no orchestrator is
 * there at all; of jobs that are stopped and that expire, which takes an orchestrator, within the second after their end. The seed of these
 * moments is printed, and {@code irods-ingest.test.seed} gives one.
 */
class FollowUpAccidentsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Of which no worker takes tasks. */
    private static final String NOBODY = "nobody-takes-from-this";
    private static final int STOPS = 3;
    private static final double SOON = 1.5;

    @TempDir
    private Path directory;

    private Path source;
    private ProcessCluster cluster;
    private JobStore jobs;

    @Test
    void whateverDiesEachEndBeginsOnceWhatFollowsIt() throws Exception {
        long seed = Long.getLong("irods-ingest.test.seed", System.nanoTime());
        System.out.println("FollowUpAccidentsTest seed " + seed);
        source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("file"), "content");
        try (MiniIrods irods = MiniIrods.builder().zone("tempZone").user("rods").password("rods").catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
                ProcessCluster processes = new ProcessCluster(directory, irods);
                RedisState state = RedisState.open(TestCluster.redisSettings(TestServers.redis()),
                        new Outages(Clock.systemUTC()))) {
            cluster = processes.startOrchestrator();
            jobs = state.jobs();
            cluster.client().schedules().create(reports());
            List<JobView> ended = new ArrayList<>();

            ended.addAll(endWhileNobodyIsThere());
            ended.addAll(endJustBeforeAnAccident(new Random(seed)));

            assertFollowed(ended);
        }
    }

    /** One that nothing but follow-ups starts. */
    private ScheduleRequest reports() {
        ScheduleTrigger nextWeek = new ScheduleTrigger(Optional.empty(), Optional.of("P7D"), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new ScheduleRequest("reports", nextWeek,
                new ScheduleAction(Optional.of(job("reports").build()), Optional.empty()), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    private JobRequestBuilder job(String target) {
        return JobRequest.of(source.toString(), TestCluster.HOME + '/' + target).operation("REGISTER_SYNC")
                .maxRetries(0);
    }

    private JobRequest followed(String name, JobRequestBuilder job) {
        return job.jobName(name).onSuccess(start(name + "-success")).onFailure(start(name + "-failure"))
                .always(new FollowUpRequest(Optional.empty(), Optional.of("reports"))).build();
    }

    private FollowUpRequest start(String name) {
        return new FollowUpRequest(Optional.of(job(name).jobName(name).build()), Optional.empty());
    }

    private List<JobView> endWhileNobodyIsThere() throws Exception {
        long others = waitingToBegin();
        JobView good = cluster.client().start(followed("good", job("good")));
        JobView bad = cluster.client().start(followed("bad",
                JobRequest.of(directory.resolve("no-such-source").toString(), TestCluster.HOME + "/bad")));
        await("both are published").atMost(PATIENCE).until(() -> waitingToBegin() == others + 2);
        cluster.killOrchestrator();

        cluster.startWorker("-Xmx192m");

        awaitState(good, JobState.COMPLETED);
        awaitState(bad, JobState.FAILED);
        for (JobView.FollowUp next : Stream.of(good, bad).flatMap(job -> job.chain().followUps().orElseThrow().stream())
                .toList()) {
            assertThat(jobs.byId(next.job())).as("nobody is there who could begin %s", next).isEmpty();
        }
        cluster.startOrchestrator();
        return List.of(good, bad);
    }

    private long waitingToBegin() throws AwayException {
        return cluster.client().queues().queues().stream().filter(queue -> queue.name().equals("restart"))
                .mapToLong(QueueView::ready).sum();
    }

    private List<JobView> endJustBeforeAnAccident(Random random) throws Exception {
        List<JobView> ended = new ArrayList<>();
        JobView late = cluster.client().start(followed("late", job("late").restartQueue(NOBODY).startWithin(SOON)));
        awaitState(late, JobState.EXPIRED);
        haveAccident(late, random);
        ended.add(late);
        for (int i = 0; i < STOPS; i++) {
            String name = "stopped" + i;
            JobView stopped = cluster.client().start(followed(name, job(name).restartQueue(NOBODY)));
            cluster.client().stop(stopped.id());
            awaitState(stopped, JobState.STOPPED);
            haveAccident(stopped, random);
            ended.add(stopped);
        }
        return ended;
    }

    private void awaitState(JobView job, JobState state) {
        await(job.jobName()).atMost(PATIENCE).pollInterval(Duration.ofMillis(2))
                .until(() -> jobs.states(List.of(job.id())), Map.of(job.id(), state)::equals);
    }

    /** Follow-ups are looked for once a second, and when the end of a job is told. */
    private void haveAccident(JobView ended, Random random) throws Exception {
        Duration moment = Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(1_000) : random.nextInt(30));
        await("the accident").pollDelay(moment).until(() -> true);
        cluster.killOrchestrator();
        JobView.FollowUp always = ended.chain().followUps().orElseThrow().getLast();
        System.out.println(
                "  killed " + moment + " after the end of " + ended.jobName() + " was seen, and what follows was "
                        + (jobs.byId(always.job()).isPresent() ? "begun" : "not begun"));
        cluster.startOrchestrator();
    }

    private void assertFollowed(List<JobView> ended) throws Exception {
        List<String> expected = new ArrayList<>();
        for (JobView job : ended) {
            String kind = job.jobName().replaceAll("\\d", "");
            List<String> begun = switch (kind) {
                case "good" -> List.of("SUCCESS", "ALWAYS");
                case "bad", "late" -> List.of("FAILURE", "ALWAYS");
                default -> List.of("ALWAYS");
            };
            expected.add(job.id());
            for (JobView.FollowUp next : job.chain().followUps().orElseThrow()) {
                if (begun.contains(next.on())) {
                    expected.add(next.job());
                    await(job.jobName() + ' ' + next.on()).atMost(PATIENCE).ignoreException(AwayException.class)
                            .until(() -> cluster.client().job(next.job()).state(), "COMPLETED"::equals);
                }
            }
            await(job.jobName()).atMost(PATIENCE).until(() -> cluster.client().job(job.id()).chain().followUps()
                    .orElseThrow().stream().filter(JobView.FollowUp::handedOver).map(JobView.FollowUp::on).toList(),
                    begun::equals);
            assertThat(cluster.client().job(job.id()).chain().followUps().orElseThrow())
                    .allSatisfy(next -> assertThat(next.error()).as("%s", next).isEmpty());
        }
        assertThat(cluster.client().jobs().total()).as("no job but those that were expected")
                .isEqualTo(expected.size());
        assertThat(cluster.client().schedules().schedule("reports").progress().counts().started())
                .as("what follows by a schedule's name is no run of it").isZero();
    }
}
