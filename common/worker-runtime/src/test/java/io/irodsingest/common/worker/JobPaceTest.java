package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.job.JobLimits;
import io.irodsingest.common.state.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JobPaceTest {
    private final Claims claims = new Claims();

    /** Notes what is claimed of the job's share. */
    private static final class Claims {
        private final List<String> made = new ArrayList<>();
        private Duration wait = Duration.ZERO;

        Duration claimRate(String jobId, String what, long amount, long perSecond) {
            made.add(jobId + ": " + amount + " of " + perSecond + ' ' + what);
            return wait;
        }
    }

    private RateLimit pace(OptionalLong bytes, OptionalInt requests) {
        return JobPace.of("job", new JobLimits(OptionalInt.empty(), bytes, requests),
                Partial.of(JobStore.class, claims));
    }

    @Test
    void aJobWithoutLimitsClaimsNothing() throws Exception {
        RateLimit pace = pace(OptionalLong.empty(), OptionalInt.empty());
        pace.request(1 << 20);
        assertThat(pace).isSameAs(RateLimit.FREE);
        assertThat(claims.made).isEmpty();
    }

    @Test
    void aTenthOfASecondsShareIsClaimedAtATime() throws Exception {
        RateLimit pace = pace(OptionalLong.empty(), OptionalInt.of(30));
        for (int i = 0; i < 7; i++) {
            pace.request(1000);
        }
        assertThat(claims.made).containsExactly("job: 3 of 30 requests", "job: 3 of 30 requests",
                "job: 3 of 30 requests");
    }

    @Test
    void whatIsLargerThanAShareIsClaimedWhole() throws Exception {
        pace(OptionalLong.of(10_240), OptionalInt.empty()).request(5_000);
        assertThat(claims.made).containsExactly("job: 5000 of 10240 bytes");
    }

    @Test
    void aSlowJobClaimsOneRequestAtLeast() throws Exception {
        pace(OptionalLong.empty(), OptionalInt.of(1)).request(0);
        assertThat(claims.made).containsExactly("job: 1 of 1 requests");
    }

    @Test
    void theRequestWaitsAsLongAsItIsTold() throws Exception {
        claims.wait = Duration.ofMillis(200);
        long begun = System.nanoTime();
        pace(OptionalLong.empty(), OptionalInt.of(1)).request(0);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(claims.wait);
    }
}
