package io.irodsingest.common.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import io.irodsingest.common.job.JobState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobQueryTest {
    @Test
    void newerJobsComeFirstAndOfOneMomentThoseOfTheLargerId() {
        List<JobPlace> places = Stream.of("1000-a", "2000-a", "1000-b").map(JobPlace::parse).sorted().toList();

        assertThat(places).extracting(JobPlace::toString).containsExactly("2000-a", "1000-b", "1000-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1000", "1000-", "-a", "1000-a b", "1234567890123456-a"})
    void whatIsNoPlaceIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JobQuery.newest(10).behind(text))
                .withMessage("'" + text + "' is no place in a list of jobs");
    }

    @Test
    void aPageHasAnEntryAndLeavesOutNoFewerThanNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> JobQuery.newest(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JobQuery(Set.of(), Optional.empty(), Optional.empty(), -1, 1));
        assertThat(JobQuery.newest(1)).returns(0, JobQuery::offset).returns(1, JobQuery::limit);
    }

    /** It goes on where the page before has ended, so nothing of what was left out there is left out again. */
    @Test
    void theNextPageAsksForTheSameJobsFromThereOn() {
        JobQuery first = new JobQuery(Set.of(JobState.RUNNING), Optional.of("daily*"), Optional.empty(), 5, 10);

        assertThat(first.behind("1000-a")).isEqualTo(new JobQuery(Set.of(JobState.RUNNING), Optional.of("daily*"),
                Optional.of("1000-a"), 0, 10));
        assertThat(first.atMost(3)).isEqualTo(
                new JobQuery(Set.of(JobState.RUNNING), Optional.of("daily*"), Optional.empty(), 5, 3));
    }
}
