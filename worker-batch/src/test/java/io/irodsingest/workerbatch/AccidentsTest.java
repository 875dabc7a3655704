package io.irodsingest.workerbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import io.irodsingest.batchtasks.BatchCount;
import io.irodsingest.batchtasks.BatchSpec;
import io.irodsingest.batchtasks.StoredResult.Failed;
import io.irodsingest.batchtasks.StoredResult.Succeeded;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobState;
import io.irodsingest.testservers.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers are killed and Redis goes away in the middle of batches: each row has one result, and each batch one end. */
@Tag("not-for-mutants")
class AccidentsTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path notes;

    @Test
    void aWorkerIsKilledInTheMiddleOfAChunk() throws Exception {
        try (BatchProcesses cluster = BatchProcesses.start(directory)) {
            JvmProcess first = cluster.worker();
            String batch = cluster.submit(slow(), row("ok"), row("ok"), row("gate"), row("ok"));
            cluster.when(batch, job -> job.counts().of(BatchCount.SUCCEEDED) == 2);

            first.kill();
            cluster.worker();
            await().atMost(60, TimeUnit.SECONDS).until(() -> lines("begun").size() == 2);
            Files.createFile(notes.resolve("go"));

            Job job = cluster.ended(batch);
            assertThat(job.state()).isEqualTo(JobState.COMPLETED);
            assertThat(BatchClient.counts(job)).containsExactly(4L, 4L, 0L);
            assertThat(cluster.results(batch)).hasSize(4).allSatisfy(
                    (line, result) -> assertThat(result).isInstanceOf(Succeeded.class));
            assertThat(lines("calls")).as("what was written before is not done again").containsExactly("1", "2", "3",
                    "3", "4");
            assertThat(lines("finished")).hasSize(1);
        }
    }

    @Test
    void aWorkerIsKilledInMarkDone() throws Exception {
        Path hold = Files.createFile(notes.resolve("hold"));
        try (BatchProcesses cluster = BatchProcesses.start(directory)) {
            JvmProcess first = cluster.worker();
            String batch = cluster.submit(slow(), row("ok"));
            await().atMost(60, TimeUnit.SECONDS).until(() -> lines("done").size() == 1);

            first.kill();
            cluster.worker();
            await().atMost(60, TimeUnit.SECONDS).until(() -> lines("done").size() == 2);
            assertThat(cluster.job(batch).state().isFinal()).isFalse();
            Files.delete(hold);

            assertThat(BatchClient.counts(cluster.ended(batch))).containsExactly(1L, 1L, 0L);
            assertThat(lines("finished")).hasSize(1);
        }
    }

    @Test
    void aRowThatEndsItsWorkersIsFoundAndFailsAlone() throws Exception {
        try (BatchProcesses cluster = BatchProcesses.start(directory)) {
            AtomicReference<JvmProcess> worker = new AtomicReference<>(cluster.worker());
            String batch = cluster.submit(slow(), row("ok"), row("exit"), row("ok"));

            await().atMost(5, TimeUnit.MINUTES).until(() -> {
                if (!worker.get().isAlive()) {
                    worker.set(cluster.worker());
                }
                return cluster.job(batch).state().isFinal();
            });

            assertThat(BatchClient.counts(cluster.job(batch))).containsExactly(3L, 2L, 1L);
            assertThat(cluster.results(batch).get(2L)).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.messages().getFirst()).contains("its worker ended each time"));
        }
    }

    @Test
    void redisGoesAwayAndWorkersAreKilledWhileABatchIsWorkedOn() throws Exception {
        int rows = 3000;
        try (BatchProcesses cluster = BatchProcesses.start(directory)) {
            JvmProcess first = cluster.worker();
            cluster.worker();
            String batch = cluster.submit(slow(), JobOptions.NONE, 10,
                    IntStream.range(0, rows).mapToObj(i -> row(i % 7 == 0 ? "fail" : "ok")).toList());
            cluster.when(batch, job -> BatchClient.counts(job).get(1) > 300);

            cluster.restartRedis();
            cluster.when(batch, job -> BatchClient.counts(job).get(1) > 900);
            first.kill();
            cluster.worker();
            cluster.restartRedis();

            Job job = cluster.ended(batch);
            long failed = IntStream.range(0, rows).filter(i -> i % 7 == 0).count();
            assertThat(BatchClient.counts(job)).containsExactly((long) rows, rows - failed, failed);
            assertThat(cluster.results(batch).keySet()).hasSize(rows);
            assertThat(cluster.results(batch).values().stream().collect(
                    Collectors.partitioningBy(Succeeded.class::isInstance, Collectors.counting())))
                    .containsEntry(true, rows - failed).containsEntry(false, failed);
            assertThat(lines("finished")).hasSize(1);
        }
    }

    private BatchSpec slow() {
        BatchSpec spec = BatchClient.spec("rows");
        return new BatchSpec(spec.processor(), false, Optional.of('"' + notes.toString() + '"'), Optional.empty(),
                Optional.empty(), Optional.of(Duration.ofMinutes(1)), Optional.empty());
    }

    private String row(String what) {
        return "{\"do\":\"" + what + "\",\"dir\":\"" + notes + "\"}";
    }

    private List<String> lines(String file) throws IOException {
        Path path = notes.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }
}
