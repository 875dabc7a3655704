package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.common.worker.TaskMeters.End;
import io.irodsingest.ingesttasks.Ingest;
import io.irodsingest.ingesttasks.IngestCount;
import io.irodsingest.ingesttasks.IngestTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker measures, as Prometheus reads it. */
class TaskMetersTest {
    private static final Task TASK = new IngestTask.FinishPass();
    private static final String OF_JOB = "mode=\"APPLY\",operation=\"REGISTER_SYNC\",outcome=";

    private final ProcessMetrics process = new ProcessMetrics("worker-test", "1");
    private final TaskMeters meters = new TaskMeters(process.meters(), new TaskHandlers().of(new Ingest()));

    @AfterEach
    void end() {
        process.close();
    }

    @Test
    void whatACommitCountedShowsAsWhatItsKindSaysThatItIs() {
        counted(Map.of(IngestCount.UPLOADED, 3L, Count.RETRIES, 2L, IngestCount.FILES, 5L, IngestCount.BYTES, 700L),
                Map.of(IngestCount.UPLOADED, 400L));

        assertThat(value("irods_ingest_entries_total{" + OF_JOB + "\"uploaded\"}")).isEqualTo(3);
        assertThat(value("irods_ingest_retries_total")).isEqualTo(2);
        assertThat(value("irods_ingest_entries_found_total{kind=\"files\",mode=\"APPLY\",operation=\"REGISTER_SYNC\"}"))
                .isEqualTo(5);
        assertThat(value("irods_ingest_bytes_total{" + OF_JOB + "\"found\"}")).isEqualTo(700);
        assertThat(value("irods_ingest_bytes_total{" + OF_JOB + "\"uploaded\"}")).isEqualTo(400);
        assertThat(process.text()).as("no outcome of an entry").doesNotContain("outcome=\"retries\"")
                .doesNotContain("outcome=\"bytes\"");
    }

    @Test
    void countsAddUp() {
        counted(Map.of(IngestCount.UPLOADED, 3L), Map.of());
        counted(Map.of(IngestCount.UPLOADED, 4L), Map.of());

        assertThat(value("irods_ingest_entries_total{" + OF_JOB + "\"uploaded\"}")).isEqualTo(7);
    }

    @Test
    void theTimeOfATaskIsMeasuredByItsTypeAndItsEnd() {
        meters.ended(TASK, End.JOB_FAILED, Duration.ofSeconds(3));

        assertThat(value("irods_ingest_task_seconds_sum{outcome=\"job_failed\",type=\"FinishPass\"}")).isEqualTo(3);
    }

    /** What was begun before did not wait all the time since. */
    @Test
    void onlyAMessageThatComesTheFirstTimeTellsHowLongItWaited() {
        FakeDelivery first = FakeDelivery.of("file", new TaskMessage("job", 1, "nonce", TASK))
                .publishedAt(Instant.now().minusSeconds(100));

        meters.begun(first.asRedelivered());
        assertThat(process.text()).doesNotContain("queue_wait");
        meters.begun(first);

        assertThat(value("irods_ingest_queue_wait_seconds_count{queue=\"file\"}")).isEqualTo(1);
        assertThat(value("irods_ingest_queue_wait_seconds_sum{queue=\"file\"}")).isBetween(100.0, 200.0);
    }

    @Test
    void troublesAreCounted() {
        meters.mishap();
        meters.mishap();
        meters.threadDied();

        assertThat(value("irods_ingest_mishaps_total")).isEqualTo(2);
        assertThat(value("irods_ingest_task_thread_deaths_total")).isEqualTo(1);
    }

    @Test
    void aWorkerShowsWhatItIsAt() {
        FakeCluster cluster = new FakeCluster();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Running running = new Running(Partial.of(Irods.class, new FakeCluster.NoIrods()), cluster.outages, timer,
                Clock.systemUTC());
        LocalQueue queue = new LocalQueue(List.of("file"), List.of());
        meters.watch(3, running, queue, Set.of("ScanDirectories"));
        TaskMessage task = new TaskMessage("job", 1, "nonce", TASK);

        assertThat(value("irods_ingest_task_threads")).isEqualTo(3);
        assertThat(value("irods_ingest_tasks_running")).isZero();
        running.begin(task);
        assertThat(value("irods_ingest_tasks_running")).isEqualTo(1);
        assertThat(value("irods_ingest_tasks_hanging")).isZero();
        running.end();

        queue.offer(FakeDelivery.of("file", task).publishedAt(Instant.now().minusSeconds(100)));
        assertThat(value("irods_ingest_scan_lag_seconds")).as("it is no scan").isZero();
        queue.offer(FakeDelivery.of("file", task).publishedAt(Instant.now().minusSeconds(10))
                .ofType("ScanDirectories"));
        assertThat(value("irods_ingest_scan_lag_seconds")).isBetween(10.0, 90.0);
        timer.shutdownNow();
    }

    private void counted(Map<Count, Long> counts, Map<Count, Long> bytes) {
        meters.counted(FakeCluster.spec("daily"), new Commit(new TaskMessage("job", 1, "nonce", TASK),
                new Counts(counts), List.of(), List.of(), CacheUpdate.NONE, Optional.empty()), bytes);
    }

    private double value(String series) {
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(process.text());
        assertThat(line.find()).as("%s in%n%s", series, process.text()).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
