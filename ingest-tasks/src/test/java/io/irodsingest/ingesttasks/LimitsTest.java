package io.irodsingest.ingesttasks;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a token is limited to is all that its jobs get. */
class LimitsTest {
    private static final Limits LIMITS = new Limits(List.of("/data/a", "s3://bucket/a"), List.of("/z/home/a"),
            List.of("a#z"), List.of("disk"));

    @ParameterizedTest
    @CsvSource({"/data/a, /z/home/a, ''", "/data/a/b, /z/home/a/b, ''", "/data/ab, /z/home/a, /data/ab",
            "/data, /z/home/a, /data", "/data/a, /z/home/ab, /z/home/ab", "/data/a, /z/home, /z/home",
            "/bucket/a, /z/home/a, /bucket/a"})
    void sourcesAndTargetsAreAtOrBelowWhatIsAllowed(String source, String target, String refused) {
        Limits limits = new Limits(LIMITS.sources(), LIMITS.targets(), List.of(), List.of());
        Optional<String> refusal = limits.refusal(
                new JobSpec("j", IngestSpec.of(new RawPath(source), target, Operation.PUT)));
        if (refused.isEmpty()) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal).hasValueSatisfying(reason -> assertThat(reason).contains(refused + " is not below"));
        }
    }

    @Test
    void aJobActsForOneOfTheUsers() {
        assertThat(LIMITS.user(Optional.of(new User("z", "a")))).isEmpty();
        assertThat(LIMITS.user(Optional.of(new User("z", "rods")))).isPresent();
        assertThat(LIMITS.user(Optional.empty())).isPresent();
        Limits also = new Limits(List.of(), List.of(), List.of("a#z", Limits.NOBODY), List.of());
        assertThat(also.user(Optional.empty())).isEmpty();
        assertThat(Limits.NONE.user(Optional.empty())).isEmpty();
    }

    @Test
    void whatIsRegisteredIsWhereSourcesMayBe() {
        assertThat(LIMITS.physicalPath(new RawPath("/data/a/x"))).isEmpty();
        assertThat(LIMITS.physicalPath(new RawPath("/bucket/a/x"))).isEmpty();
        assertThat(LIMITS.physicalPath(new RawPath("/data/a/../b/x"))).isPresent();
        assertThat(LIMITS.physicalPath(new RawPath("/etc/passwd"))).isPresent();
        assertThat(Limits.NONE.physicalPath(new RawPath("/etc/passwd"))).isEmpty();
    }

    @Test
    void replicasGoToOneOfTheResources() {
        assertThat(LIMITS.resource(Optional.of("disk"))).isEmpty();
        assertThat(LIMITS.resource(Optional.of("tape"))).isPresent();
        assertThat(LIMITS.resource(Optional.empty())).isPresent();
    }
}
