package io.irodsingest.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that run again, try again, take too long, are held and are mended, over a real broker and Redis. */
class PassesTest {
    private static final String TARGET = TestCluster.HOME + "/in";
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
    private static final int REGISTER = 20008;
    private static final int PUT = 606;
    private static final int NO_PERMISSION = -818000;
    private static final int FILES = 20;

    @TempDir
    private Path directory;
    private Path source;
    private TestCluster cluster;

    @BeforeEach
    void start() throws Exception {
        source = Files.createDirectory(directory.resolve("source"));
        cluster = TestCluster.start(directory.resolve("vault"), 4);
    }

    @AfterEach
    void end() throws IOException {
        cluster.irods().faults().clear();
        cluster.close();
    }

    @Test
    void aPeriodicJobSeesInEachPassWhatIsNewAndOutlivesAMissingSource() throws Exception {
        new SourceTree(1, 2, FILES / 2, 1, 1, 1).makeIn(source);
        JobView job = cluster.client().start(TestCluster.job(source, TARGET).interval(1.0).build());
        JobView first = seen(job, seen -> seen.pass().passes() >= 1);
        assertThat(first.count("registered") + first.count("unchanged")).isEqualTo(FILES);
        assertThat(first.ended()).isFalse();
        assertThat(cluster.client().jobs().periodic()).extracting(JobView::id).containsExactly(job.id());

        JobView third = seen(job, seen -> seen.pass().passes() >= 3 && seen.state().equals("WAITING"));
        assertThat(third.count("files")).as("of this pass alone").isEqualTo(FILES);
        assertThat(third.count("registered")).isZero();
        assertThat(third.count("failed")).isZero();
        assertThat(third.pass().nextRun()).isPresent();

        Files.writeString(source.resolve("new"), "x");
        seen(job, seen -> seen.state().equals("WAITING") && seen.count("files") == FILES + 1);
        Files.move(source, directory.resolve("away"));
        JobView missing = seen(job, seen -> seen.state().equals("WAITING") && seen.error().isPresent());
        assertThat(missing.error().orElseThrow()).contains("does not exist");
        Files.move(directory.resolve("away"), source);
        JobView mended = seen(job, seen -> seen.state().equals("WAITING") && seen.error().isEmpty());
        assertThat(mended.count("unchanged")).isGreaterThanOrEqualTo(FILES);
        cluster.client().stop(job.id());
        seen(job, seen -> seen.state().equals("STOPPED"));
    }

    @Test
    void entriesThatFailAreTriedAgainAfterAPause() throws Exception {
        new SourceTree(0, 1, FILES, 1, 1, 1).makeIn(source);
        cluster.irods().faults().failNext(REGISTER, NO_PERMISSION, 3);

        JobView job = cluster.run(TestCluster.job(source, TARGET).maxRetries(2).retryDelay(1.0));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("registered")).isEqualTo(FILES);
        assertThat(job.count("retries")).isEqualTo(3);
        assertThat(job.count("failed")).isZero();
        assertThat(job.tasks().retriedTasks()).isEqualTo(1);
        assertThat(job.pass().elapsedTime()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void entriesThatFailEachTimeCountAsFailedOnce() throws Exception {
        new SourceTree(0, 1, 4, 1, 1, 1).makeIn(source);
        cluster.irods().faults().failNext(REGISTER, NO_PERMISSION, 12);

        JobView job = cluster.run(TestCluster.job(source, TARGET).maxRetries(2));

        assertThat(job.state()).isEqualTo("COMPLETED_WITH_FAILURES");
        assertThat(job.count("failed")).isEqualTo(4);
        assertThat(job.count("retries")).isEqualTo(8);
        assertThat(job.tasks().failedTasks()).isEqualTo(1);
        assertThat(job.tasks().retriedTasks()).isEqualTo(2);
    }

    @Test
    void aTaskThatTakesTooLongIsInterruptedAndItsEntriesGetAllTheTimeEach() throws Exception {
        new SourceTree(0, 1, 4, 1, 1, 1).makeIn(source);
        cluster.irods().faults().delay(REGISTER, Duration.ofSeconds(8), 1);

        JobView job = cluster.run(TestCluster.job(source, TARGET).timeout(2.0));

        assertThat(job.state()).isEqualTo("COMPLETED");
        assertThat(job.count("registered") + job.count("existing")).isEqualTo(4);
        assertThat(job.count("failed")).isZero();
    }

    @Test
    void anEntryThatTakesTooLongFailsAloneAndTheWorkerLivesOn() throws Exception {
        Files.writeString(source.resolve("quick"), "quick");
        Files.writeString(source.resolve("slow"), "slow");
        // the second file, in the task of both and in the one of its own
        cluster.irods().faults().delay(PUT, Duration.ZERO, 1);
        cluster.irods().faults().delay(PUT, Duration.ofSeconds(5), 2);

        JobView job = cluster.run(TestCluster.job(source, TARGET).operation("PUT").timeout(1.5));

        assertThat(job.count("uploaded")).isEqualTo(1);
        assertThat(job.count("failed")).isEqualTo(1);
        assertThat(cluster.client().failures(job.id(), 10).failures()).extracting(Failure::error)
                .containsExactly("took longer than 1.5 s");
        assertThat(cluster.run(TestCluster.job(source, TARGET).operation("PUT")).state()).isEqualTo("COMPLETED");
    }

    @Test
    void aJobThatIsHeldInTheMiddleGoesOnWithExactCounts() throws Exception {
        int files = 2_000;
        new SourceTree(1, 20, files / 20, 1, 1, 1).makeIn(source);
        cluster.irods().faults().delay(REGISTER, Duration.ofMillis(10), files);
        JobView job = cluster.client().start(TestCluster.job(source, TARGET).filesPerTask(1).build());
        seen(job, seen -> seen.count("registered") > 50);

        assertThat(post(job, "pause")).isEqualTo(200);
        await().atMost(LONG_ENOUGH).until(cluster::queuesAreEmpty);
        await().atMost(LONG_ENOUGH).until(
                () -> cluster.client().workers().workers().stream().allMatch(worker -> worker.activities().isEmpty()));
        JobView held = cluster.client().job(job.id());
        assertThat(held.state()).isEqualTo("PAUSED");
        assertThat(held.tasks().remainingTasks()).isPositive();
        assertThat(post(job, "resume")).isEqualTo(200);

        JobView ended = seen(job, JobView::ended);
        assertThat(ended.state()).isEqualTo("COMPLETED");
        assertThat(ended.count("registered")).isEqualTo(files);
        assertThat(ended.count("files")).isEqualTo(files);
        assertThat(ended.tasks().remainingTasks()).isZero();
    }

    @Test
    void whatFailedIsTriedAgainWhenItsCauseIsMended() throws Exception {
        new SourceTree(1, 2, FILES / 2, 1, 1, 1).makeIn(source);
        cluster.irods().faults().failNext(REGISTER, NO_PERMISSION, 5);
        JobView failed = cluster.run(TestCluster.job(source, TARGET));
        assertThat(failed.count("failed")).isEqualTo(5);

        assertThat(post(failed, "retry")).isEqualTo(200);

        JobView mended = seen(failed, JobView::ended);
        assertThat(mended.state()).isEqualTo("COMPLETED");
        assertThat(mended.count("failed")).isZero();
        assertThat(mended.count("registered")).isEqualTo(FILES);
        assertThat(cluster.client().failures(failed.id(), 10).failures()).isEmpty();
        assertThat(post(failed, "retry")).as("there is nothing to be tried").isEqualTo(409);
        JobView again = cluster.run(TestCluster.job(source, TARGET));
        assertThat(again.count("unchanged")).as("all is remembered").isEqualTo(FILES);
    }

    private JobView seen(JobView job, Predicate<JobView> wanted) {
        return await().atMost(LONG_ENOUGH).until(() -> cluster.client().job(job.id()), wanted);
    }

    private int post(JobView job, String what) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                URI.create(cluster.url() + "/api/v1/jobs/" + job.id() + '/' + what)).POST(
                        HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }
}
