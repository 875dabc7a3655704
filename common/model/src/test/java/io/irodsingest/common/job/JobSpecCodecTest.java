package io.irodsingest.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Here is no kind of work at all on the class path. */
class JobSpecCodecTest {
    private static final Lane BRUSH = new Lane("brush");

    @Test
    void ofWorkThatIsNotKnownEverythingIsReadThatCarryingItTakes() throws Exception {
        JobSpec spec = JobSpecCodec.decode("""
                {"kind":"painting","name":"monday","lanes":{"brush":"painters"},"work":{"colour":"blue"},
                "options":{"interval":60.000000001,"retries":{"most":2,"delay":1.5,"timeout":30}},"later":[]}""");

        assertThat(spec.name()).isEqualTo("monday");
        assertThat(spec.work()).isEqualTo(new ForeignWork("painting", Map.of(BRUSH, "painters")));
        assertThat(spec.work().lanes()).containsExactly(BRUSH);
        assertThat(spec.queue(BRUSH)).isEqualTo("painters");
        assertThat(spec.options().interval().orElseThrow()).hasNanos(60_000_000_001L);
        assertThat(spec.options().retries().most()).isEqualTo(2);
        assertThat(spec.grant()).isEqualTo(Grant.UNKNOWN);
    }

    @Test
    void whoeverIsLimitedMayNotHaveWorkThatIsNotKnown() {
        JobSpec spec = new JobSpec("j", new ForeignWork("painting", Map.of()));

        assertThat(Limits.NONE.refusal(spec)).isEmpty();
        assertThat(new Limits(List.of(), List.of("/z/home"), List.of(), List.of()).refusal(spec)).isPresent();
    }

    @Test
    void workThatIsNotKnownCannotBeWritten() {
        JobSpec spec = new JobSpec("j", new ForeignWork("painting", Map.of()), JobOptions.NONE);

        assertThatIllegalArgumentException().isThrownBy(() -> JobSpecCodec.encode(spec))
                .withMessageContaining("painting");
    }
}
