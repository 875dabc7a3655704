package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.job.EntryFailure;
import io.irodsingest.ingesttasks.IngestSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskProfileTest {
    private static final Outcome DONE = new Outcome.Done(
            new Counts(Map.of(IngestCount.REGISTERED, 3L, Count.FAILED, 0L)), List.of(), List.of(), CacheUpdate.NONE);

    @TempDir
    private Path directory;

    private TaskProfile profile;

    @BeforeEach
    void writeIntoTheDirectory() {
        profile = new TaskProfile(Optional.of(directory));
    }

    @Test
    void beginAndEndAreALineEach() throws Exception {
        Path file = directory.resolve("profile.jsonl");

        assertThat(profile.recorded(spec(Optional.of("profile.jsonl")), message(7), () -> DONE)).isSameAs(DONE);
        profile.recorded(spec(Optional.of("profile.jsonl")), message(8), () -> new Outcome.JobFailed("no source"));

        List<JsonNode> lines = lines(file);
        assertThat(lines).extracting(line -> line.path("event").asText()).containsExactly("begin", "end", "begin",
                "end");
        JsonNode end = lines.get(1);
        assertThat(end.path("job").asText()).isEqualTo("profiled");
        assertThat(end.path("job_id").asText()).isEqualTo("id");
        assertThat(end.path("task").asLong()).isEqualTo(7);
        assertThat(end.path("type").asText()).isEqualTo("StartPass");
        assertThat(end.path("thread").asText()).isEqualTo(Thread.currentThread().getName());
        assertThat(end.path("worker").asText()).endsWith("-" + ProcessHandle.current().pid());
        assertThat(end.path("outcome").asText()).isEqualTo("Done");
        assertThat(end.path("counts").toString()).isEqualTo("{\"registered\":3}");
        assertThat(Instant.parse(end.path("ts").asText())).isAfterOrEqualTo(
                Instant.parse(lines.getFirst().path("ts").asText()));
        assertThat(lines.getFirst().has("outcome")).isFalse();
        assertThat(lines.getLast().path("outcome").asText()).isEqualTo("JobFailed");
    }

    @Test
    void entriesThatAreTriedAgainAreCountedApart() throws Exception {
        EntryFailure failure = new EntryFailure(new RawPath("/data/a"), "denied", Instant.EPOCH);
        Outcome.Done done = new Outcome.Done(Counts.NONE, List.of(), List.of(), CacheUpdate.NONE).withRetryTasks(
                List.of(new Outcome.RetryTask(new IngestTask.StartPass(), 1, List.of(failure, failure))));

        profile.recorded(spec(Optional.of("profile.jsonl")), message(1), () -> done);

        assertThat(lines(directory.resolve("profile.jsonl")).getLast().path("counts").toString())
                .isEqualTo("{\"to_be_retried\":2}");
    }

    @Test
    void aTaskThatIsInterruptedHasAnEnd() throws Exception {
        Path file = directory.resolve("profile.jsonl");

        assertThatThrownBy(() -> profile.recorded(spec(Optional.of("profile.jsonl")), message(1), () -> {
            Thread.currentThread().interrupt();
            throw new InterruptedException("stopped");
        })).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).as("the interrupt is left to whom it is for").isTrue();
        assertThat(lines(file).getLast().path("outcome").asText()).isEqualTo("Interrupted");
    }

    @Test
    void aFileThatCannotBeWrittenStopsNothing() throws Exception {
        Files.createDirectory(directory.resolve("profile.jsonl"));

        assertThat(profile.recorded(spec(Optional.of("profile.jsonl")), message(1), () -> DONE)).isSameAs(DONE);
        assertThat(profile.recorded(spec(Optional.empty()), message(1), () -> DONE)).isSameAs(DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/crontab", "../crontab", "..", ".", "a/b", "", "a\nb"})
    void nothingIsWrittenOutsideOfTheDirectory(String name) throws Exception {
        Path inner = Files.createDirectory(directory.resolve("inner"));

        Outcome outcome = new TaskProfile(Optional.of(inner)).recorded(spec(Optional.of(name)), message(1), () -> DONE);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.JobFailed.class,
                failed -> assertThat(failed.reason()).contains("is not the name of a file"));
        assertThat(directory.resolve("crontab")).doesNotExist();
        assertThat(inner).isEmptyDirectory();
    }

    @Test
    void aLinkInTheDirectoryIsNotWrittenTo() throws Exception {
        Path elsewhere = Files.createFile(directory.resolve("elsewhere"));
        Files.createSymbolicLink(directory.resolve("profile.jsonl"), elsewhere);

        assertThat(profile.recorded(spec(Optional.of("profile.jsonl")), message(1), () -> DONE)).isSameAs(DONE);

        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void withoutADirectoryAJobThatWantsOneFails() throws Exception {
        Outcome outcome = new TaskProfile(Optional.empty()).recorded(spec(Optional.of("p")), message(1), () -> DONE);

        assertThat(outcome).isInstanceOfSatisfying(Outcome.JobFailed.class,
                failed -> assertThat(failed.reason()).contains("IRODS_INGEST_PROFILE_DIR"));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    private static TaskMessage message(long number) {
        return new TaskMessage("id", number, "nonce", new IngestTask.StartPass());
    }

    private static JobSpec spec(Optional<String> profile) {
        return new JobSpec("profiled", IngestSpec.of(RawPath.parse("/data"), "/z/x", Operation.REGISTER_SYNC),
                profile.map(JobOptions.NONE::profiledIn).orElse(JobOptions.NONE));
    }
}
