package io.irodsingest.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.JobHistory;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.QueueList;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.orchestrator.PretendedWork;
import io.irodsingest.orchestrator.TestCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    private Path directory;
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
    void aJobIsStartedAndListedAndItsNameTaken() throws Exception {
        cluster.worker(PretendedWork.ofTasks(3).behind(new CountDownLatch(1)));

        Terminal.Result started = terminal.run("start", "--job_name", "first", "--files_per_task=7", "--ignore-cache",
                "--operation", "PUT", "--to-resource", "demoResc", "some/../directory %", "/z/x");

        assertThat(started.exitCode()).isZero();
        assertThat(started.out()).isEqualTo("first" + System.lineSeparator());
        assertThat(started.err()).contains("job first is RUNNING", "irods-ingest watch first");
        JobView job = terminal.run("list").json(JobList.class).singlepass().getFirst();
        assertThat(job.jobName()).isEqualTo("first");
        assertThat(job.work().source()).contains(Path.of("directory %25").toAbsolutePath().toString());
        assertThat(job.work().filesPerTask()).isEqualTo(7);
        assertThat(job.work().ignoreCache()).isTrue();
        assertThat(job.work().resource()).contains("demoResc");
        Terminal.Result again = terminal.run("start", "--job-name", "first", "/data", "/z/x");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).hasLineCount(1).contains("a job named 'first' exists and is RUNNING");
    }

    @Test
    void whatCannotBeUsedIsToldAtOnce() throws Exception {
        cluster.worker(PretendedWork.failingJobs("source '/data' does not exist"));

        Terminal.Result result = terminal.run("start", "--job-name", "bad", "/data", "/z/x");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo(
                "irods-ingest: job bad failed: source '/data' does not exist" + System.lineSeparator());
    }

    @Test
    void aSynchronousStartStaysAndSucceedsWhenNothingFailed() throws Exception {
        cluster.worker(PretendedWork.ofTasks(20));

        Path log = directory.resolve("client.log");
        Terminal.Result result = terminal.run("start", "--synchronous", "--job-name", "good", "--log-filename",
                log.toString(), "/data", "/z/x");

        assertThat(result.exitCode()).isZero();
        assertThat(log).content().contains("INFO  job good: COMPLETED after", "done: 20 registered");
        assertThat(result.out()).contains("job good: COMPLETED after", "found: 1 directories, 20 files",
                "done: 20 registered");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void progressIsShownInLinesAndFailuresAreNamed() throws Exception {
        cluster.worker(PretendedWork.ofTasks(15).ofWhichFail(12));

        Terminal.Result result = terminal.run("start", "--progress", "--job-name", "partly", "/data", "/z/x");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("job partly: COMPLETED_WITH_FAILURES, 15 of 15 entries", "12 failed");
        assertThat(result.out()).contains("job partly: COMPLETED_WITH_FAILURES", "3 registered, 12 failed",
                "failed: /data/file-", ": no space left on vault", "and 2 more that failed");
        assertThat(terminal.run("watch", "partly").out()).isEqualTo(result.out());
    }

    @Test
    void aWatchedJobThatIsStoppedEndsTheWatchWithFailure() throws Exception {
        PretendedWork work = PretendedWork.ofTasks(50).behind(new CountDownLatch(1));
        cluster.worker(work);
        terminal.run("start", "--job-name", "long", "/data", "/z/x");
        assertThat(work.begun().await(30, TimeUnit.SECONDS)).isTrue();
        var watch = CompletableFuture.supplyAsync(() -> terminal.run("watch", "long"));

        Terminal.Result stopped = terminal.run("stop", "long");

        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).startsWith("job long is STOPP");
        Terminal.Result watched = watch.get(30, TimeUnit.SECONDS);
        assertThat(watched.exitCode()).isEqualTo(1);
        assertThat(watched.out()).contains("job long: STOPPED after");
        assertThat(terminal.run("list").json(JobList.class).stopped()).hasSize(1);
    }

    @Test
    void aJobWithoutWorkersIsLeftQueuedAndSaysWhatItWaitsFor() {
        Terminal.Result started = terminal.run("start", "--job-name", "lonely", "/data", "/z/x");

        assertThat(started.exitCode()).isZero();
        assertThat(started.err()).contains("job lonely is QUEUED, it waits for a worker");
    }

    @Test
    void aJobThatNobodyBeginsInTimeIsAFailureForWhoeverWaitsForIt() throws Exception {
        String why = "no worker began it within 1 s of its start, as start_within asks; it was QUEUED";

        assertThat(terminal.run("start", "--start-within", "1", "--job-name", "late", "/data", "/z/x"))
                .isEqualTo(
                        new Terminal.Result(1, "", "irods-ingest: job late expired: " + why + System.lineSeparator()));

        Terminal.Result watched = terminal.run("watch", "late");
        assertThat(watched.exitCode()).isEqualTo(1);
        assertThat(watched.out()).startsWith("job late: EXPIRED after ").contains(why);
        assertThat(terminal.run("list", "--state", "EXPIRED").json(JobList.class).finished())
                .singleElement().returns("late", JobView::jobName);
    }

    @Test
    void aJobAtTheFrontIsTakenByAWorkerThatWasToldOfTheUsualQueuesOnly() throws Exception {
        cluster.worker(PretendedWork.ofTasks(5));

        assertThat(terminal.run("start", "--at-front", "--deadline", "600", "--synchronous", "--job-name", "urgent",
                "/data", "/z/x").out()).contains("job urgent: COMPLETED after");
    }

    @Test
    void workersAndHealthAreShown() throws Exception {
        assertThat(terminal.run("workers", "--table").out()).contains("no worker lives");
        String id = cluster.worker(PretendedWork.ofTasks(1)).id();

        await().until(() -> terminal.run("workers", "--table").out().contains(id));

        assertThat(terminal.run("workers", "--json").json(WorkerList.class).workers()).hasSize(1);
        await().until(() -> terminal.run("health").out().contains("1 worker lives"));
        assertThat(terminal.run("health").out()).contains("cluster is up", "redis up since", "rabbitmq up since");
        assertThat(terminal.run("health", "--json").json(HealthView.class).status()).isEqualTo(HealthView.Status.UP);
    }

    @Test
    void queuesHistoryAndDeadLettersAreShown() throws Exception {
        cluster.worker(PretendedWork.ofTasks(4).ofWhichFail(1));
        terminal.run("start", "--synchronous", "--job-name", "job", "/data", "/z/x");

        assertThat(terminal.run("history", "job").out().lines()).hasSize(3).first().asString()
                .contains("  pass 1  COMPLETED_WITH_FAILURES  COMPLETED_WITH_FAILURES after ",
                        "3 registered, 1 failed");
        assertThat(terminal.run("history", "job", "--json").json(JobHistory.class).events().getLast().state())
                .isEqualTo("QUEUED");
        await().until(() -> terminal.run("queues", "--json").json(QueueList.class).queues().stream()
                .anyMatch(queue -> queue.name().equals("file") && queue.consumers() == 1));
        assertThat(terminal.run("queues", "--table").out()).contains("QUEUE  ", "READY  ", "file  ");
        assertThat(terminal.run("dead-letters").err()).contains("there are no dead letters");
        cluster.deadLetter("unserved", "not a task", "nobody can read it");
        await().until(() -> terminal.run("dead-letters").out().contains("nobody can read it  not a task"));
        assertThat(terminal.run("dead-letters", "--drop", "none").exitCode()).isEqualTo(1);
        assertThat(terminal.run("dead-letters", "--drop", "all").out()).contains("1 dropped, 0 left");
        assertThat(terminal.run("dead-letters", "--drop", "a", "--requeue", "b").exitCode()).isEqualTo(2);
    }

    @Test
    void theTokenComesFromAFileOrAVariable(@TempDir Path folder) throws Exception {
        String url = cluster.orchestrator(TestCluster.settings(folder.resolve("tokens"),
                Map.of("operator", "0123456789abcdef"))).uri().toString();
        Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");

        Terminal.Result without = new Terminal(Map.of("URL", url)).run("list");
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).hasLineCount(1).contains("a token is needed", "set IRODS_INGEST_TOKEN");
        assertThat(new Terminal(Map.of("URL", url, "IRODS_INGEST_TOKEN", "wrong")).run("list").err())
                .hasLineCount(1).contains("the token is wrong");
        assertThat(new Terminal(Map.of("URL", url, "IRODS_INGEST_TOKEN", "0123456789abcdef")).run("list").exitCode())
                .isZero();
        assertThat(new Terminal(Map.of("URL", url, "IRODS_INGEST_TOKEN_FILE", file.toString())).run("list").exitCode())
                .isZero();
        assertThat(new Terminal(Map.of("URL", url)).run("list", "--token-file", file.toString()).exitCode()).isZero();
    }

    @Test
    void helpAndVersionAreForEveryCommand() {
        assertThat(terminal.run("--version").out()).startsWith("irods-ingest ");
        for (String command : new String[]{"start", "check", "list", "show", "watch", "stop", "pause", "resume",
                "failures",
                "retry", "workers", "drain", "undrain", "history", "queues", "dead-letters", "health", "token"}) {
            Terminal.Result help = new Terminal(Map.of()).run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).contains("Usage: irods-ingest " + command, "--url=URL").doesNotContain("_per_");
        }
        for (String command : new String[]{"create", "show", "list", "upcoming", "count", "replace", "move", "pause",
                "resume", "trigger", "backfill", "runs", "cancel", "run-due"}) {
            Terminal.Result help = new Terminal(Map.of()).run("schedule", command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).contains("Usage: irods-ingest schedule " + command, "--url=URL", "--log-level");
        }
    }
}
