package io.irodsingest.batchtasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobSpecCodec;
import io.irodsingest.common.job.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSpecTest {
    private static BatchSpec batch(String maxFailed) {
        return batch(maxFailed, "file:/results");
    }

    private static BatchSpec batch(String maxFailed, String output) {
        return new BatchSpec(new Processor("irods", "AVU"), false, Optional.of("{\"a\":[1]}"), Optional.of("rows.csv"),
                Optional.ofNullable(maxFailed).map(FailureLimit::parse), Optional.of(Duration.ofMillis(1500)),
                Optional.of(output));
    }

    @Test
    void filesGoOnlyToCollectionsThatTheTokenIsLimitedTo() {
        Limits lab = new Limits(List.of(), List.of("/zone/lab"), List.of(), List.of());
        assertThat(batch(null, "irods:/zone/lab/out").refusal(lab)).isEmpty();
        assertThat(batch(null, "irods:/zone/home").refusal(lab)).isPresent();
        assertThat(batch(null, "irods:/zone/lab/../home").refusal(lab)).isPresent();
        assertThat(batch(null, "file:/data").refusal(lab)).as("the workers' affair").isEmpty();
    }

    @Test
    void aRecordOfAJobGivesTheBatchBack() throws Exception {
        JobSpec job = new JobSpec("tags", batch("5%"));
        assertThat(JobSpecCodec.decode(JobSpecCodec.encode(job))).isEqualTo(job);
        assertThat(BatchSpec.of(job).processor()).hasToString("irods avu");
    }

    @ParameterizedTest
    @CsvSource({"3, 10, 0, 3, false", "3, 10, 0, 4, true", "0, 10, 5, 1, true", "5%, 10000, 0, 20, false",
            "5%, 10000, 900, 100, true", "5%, 10000, 960, 40, false", "50%, 10, 0, 6, true", "50%, 10, 0, 5, false",
            "0%, 5000, 10, 1, true", "100%, 10, 0, 10, false"})
    void aBatchIsGivenUpWhenMoreFailThanMay(String limit, long rows, long succeeded, long failed, boolean givenUp) {
        Counts counts = new Counts.Builder().add(BatchCount.ROWS, rows).add(BatchCount.SUCCEEDED, succeeded)
                .add(Count.FAILED, failed).build();
        Optional<String> reason = batch(limit).givenUp(counts);
        assertThat(reason.isPresent()).isEqualTo(givenUp);
        reason.ifPresent(text -> assertThat(text).contains(failed + " rows", "max_failed is " + limit));
        assertThat(batch(null).givenUp(counts)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101%", "many", "", "%", "1.5%"})
    void aLimitThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> FailureLimit.parse(text)).isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("max_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1st", "a b", "ä", "a/b"})
    void aProcessorHasNames(String name) {
        assertThatThrownBy(() -> new Processor(name, "op")).isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("app");
        assertThatThrownBy(() -> new Processor("app", name)).isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("op");
    }
}
