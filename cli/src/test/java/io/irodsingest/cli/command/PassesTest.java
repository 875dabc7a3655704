package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that run again and again, and those that are held. */
class PassesTest {
    private static final Pattern PASS = Pattern.compile("job night: pass (\\d+), ");

    private TestCluster cluster;
    private Terminal terminal;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        terminal = Terminal.at(cluster.orchestrator().uri());
        await().until(() -> terminal.run("health").exitCode() == 0);
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    @Test
    void aPeriodicJobIsWatchedPassByPassUntilItIsStopped() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3));
        assertThat(terminal.run("start", "-i", "2", "--job-name", "night", "/data", "/z/x").exitCode()).isZero();
        long before = job("night").pass().passes();
        var watch = CompletableFuture.supplyAsync(() -> terminal.run("watch", "night"));

        await().atMost(Duration.ofMinutes(2))
                .until(() -> job("night").pass().passes() >= before + 3 && job("night").pass().nextRun().isPresent());
        JobView between = terminal.run("list").json(JobList.class).periodic().getFirst();
        assertThat(terminal.run("stop", "night").exitCode()).isZero();

        assertThat(between.work().interval()).contains(2.0);
        assertThat(between.pass().passes()).isGreaterThanOrEqualTo(2);
        Terminal.Result watched = watch.get(30, TimeUnit.SECONDS);
        assertThat(PASS.matcher(watched.err()).results().map(found -> found.group(1)).distinct())
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(watched.err()).contains(", ended, next at ").contains("3 of 3 entries");
        assertThat(watched.out()).startsWith("job night: STOPPED after ").contains(", pass ");
        assertThat(terminal.run("list").json(JobList.class).stopped()).hasSize(1);
    }

    @Test
    void aPausedJobWaitsUntilItIsResumed() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        PretendedWork work = PretendedWork.ofTasks(20).behind(gate);
        cluster.worker(work);
        terminal.run("start", "--job-name", "held", "/data", "/z/x");
        assertThat(work.begun().await(30, TimeUnit.SECONDS)).isTrue();

        Terminal.Result paused = terminal.run("pause", "held");
        gate.countDown();

        assertThat(paused.exitCode()).isZero();
        assertThat(paused.out()).isEqualTo(
                "job held is PAUSED; irods-ingest resume held lets it go on" + System.lineSeparator());
        assertThat(job("held").state()).isEqualTo("PAUSED");
        assertThat(job("held").tasks().remainingTasks()).isPositive();
        assertThat(terminal.run("resume", "held").out()).isEqualTo("job held is RUNNING" + System.lineSeparator());
        Terminal.Result watched = terminal.run("watch", "held");
        assertThat(watched.exitCode()).isZero();
        assertThat(watched.out()).contains("20 registered");
        Terminal.Result late = terminal.run("pause", "held");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.err()).hasLineCount(1).contains("job 'held' is COMPLETED and cannot be paused");
    }

    private JobView job(String name) throws Exception {
        JobList all = terminal.run("list").json(JobList.class);
        return Stream.of(all.periodic(), all.singlepass(), all.stopped(), all.finished())
                .flatMap(List::stream).filter(job -> job.jobName().equals(name)).findFirst().orElseThrow();
    }
}
