package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrainCommandTest {
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
    void aDrainedWorkerEndsWhatItHasAndTakesNoMoreUntilItIsToldTo() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        PretendedWork work = PretendedWork.ofTasks(50).behind(gate);
        String worker = cluster.worker(work).id();
        terminal.run("start", "/data", "/tempZone/home/rods/data", "--job-name", "first");
        assertThat(work.begun().await(30, TimeUnit.SECONDS)).isTrue();
        await().until(() -> terminal.run("workers", "--table", "--threads").out().contains("SyncFiles  task "));

        assertThat(terminal.run("drain", worker).exitCode()).isZero();
        await().until(() -> terminal.run("workers", "--table").out().contains("  draining  "));
        gate.countDown();

        assertThat(terminal.run("drain", worker, "--synchronous").out()).contains("worker " + worker + " is drained");
        assertThat(terminal.run("workers", "--json").json(WorkerList.class).workers()).singleElement()
                .satisfies(seen -> {
                    assertThat(seen.state()).isEqualTo("DRAINED");
                    assertThat(seen.activities()).isEmpty();
                });
        long left = cluster.openTasks("first");
        assertThat(left).as("tasks that the worker gave back").isPositive();

        assertThat(terminal.run("undrain", worker).exitCode()).isZero();
        assertThat(terminal.run("watch", "first").exitCode()).isZero();
        assertThat(cluster.openTasks("first")).isZero();
    }

    @Test
    void anUnknownWorkerIsAnError() {
        Terminal.Result result = terminal.run("drain", "worker-nobody");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).hasLineCount(1).contains("there is no worker 'worker-nobody'");
    }
}
