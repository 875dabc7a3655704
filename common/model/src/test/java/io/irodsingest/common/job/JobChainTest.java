package io.irodsingest.common.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.job.FollowUp.On;
import io.irodsingest.common.job.Job.Passes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobChainTest {

    @ParameterizedTest
    @EnumSource(JobState.class)
    void eachEndBeginsWhatIsFittingAndNothingElseDoes(JobState state) {
        Set<On> begun = EnumSet.allOf(On.class);
        begun.removeIf(on -> !on.isBegunBy(state));

        assertThat(begun).isEqualTo(switch (state) {
            case COMPLETED -> Set.of(On.SUCCESS, On.ALWAYS);
            case STOPPED -> Set.of(On.ALWAYS);
            default -> state.isFinal() ? Set.of(On.FAILURE, On.ALWAYS) : Set.of();
        });
    }

    @Test
    void aDeadlineThatStoppedAJobIsAFailureAndItsUserIsNot() {
        JobOptions options = JobOptions.NONE.timed(JobTiming.NONE.endingWithin(Duration.ofHours(1)));

        assertThat(On.FAILURE.isBegunBy(stopped(options, Optional.of("it took too long")))).isTrue();
        assertThat(On.FAILURE.isBegunBy(stopped(options, Optional.empty()))).isFalse();
        assertThat(On.FAILURE.isBegunBy(stopped(JobOptions.every(Duration.ofHours(1)).timed(options.timing()),
                Optional.of("its last pass took too long, and then it was stopped")))).isFalse();
    }

    private static Job stopped(JobOptions options, Optional<String> error) {
        return new Job("id", new JobSpec("job", spec().work(), options), JobState.STOPPED, Counts.NONE, 1, 0, 0, 0,
                Origin.at(Instant.EPOCH), new Passes(0, Instant.EPOCH, Optional.empty(), Optional.empty(),
                        Optional.empty(), 0, Optional.empty()),
                error, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void aPredecessorMustHaveEndedWellOrJustEnded(JobState state) {
        assertThat(new Predecessor("id", "name", false, false).isMetBy(state)).isEqualTo(state == JobState.COMPLETED);
        assertThat(new Predecessor("id", "name", true, false).isMetBy(state)).isEqualTo(state.isFinal());
    }

    @Test
    void howManyAndHowDeepIsLimited() {
        List<String> most = new ArrayList<>(Collections.nCopies(JobChain.MOST_PREDECESSORS, "other"));
        assertThat(new JobChain(most, List.of(), Map.of()).hasPredecessors()).isTrue();
        assertThatExceptionOfType(InvalidJobException.class)
                .isThrownBy(() -> new JobChain(most, List.of("x"), Map.of()))
                .withMessage("a job can wait for at most 100 others, with after and after_any together, not for 101");

        assertThat(nested(JobChain.MOST_DEPTH).chain().followUps()).hasSize(1);
        assertThatExceptionOfType(InvalidJobException.class).isThrownBy(() -> nested(JobChain.MOST_DEPTH + 1))
                .withMessageContaining("at most 5");
    }

    @Test
    void twoAskForTheSameIfTheirFollowUpsDo() {
        JobSpec traced = nested(1).tracedBelow(io.irodsingest.common.trace.TraceParent.of("x"));

        assertThat(nested(2).isSameWish(nested(2))).isTrue();
        assertThat(nested(1).isSameWish(traced)).as("traces do not matter").isTrue();
        assertThat(nested(2).isSameWish(nested(3))).isFalse();
        assertThat(spec().isSameWish(spec().in(new JobChain(List.of("a"), List.of(), Map.of())))).isFalse();
        assertThat(spec().in(ofSchedule("a")).isSameWish(spec().in(ofSchedule("b")))).isFalse();
    }

    private static JobChain ofSchedule(String name) {
        return new JobChain(List.of(), List.of(), Map.of(On.ALWAYS, new FollowUp.OfSchedule(name)));
    }

    private static JobSpec nested(int depth) {
        return depth == 0
                ? spec()
                : spec().in(new JobChain(List.of(), List.of(),
                        Map.of(On.SUCCESS, new FollowUp.OfJob(nested(depth - 1)))));
    }

    private static JobSpec spec() {
        return new JobSpec("j", new ForeignWork("painting", Map.of()));
    }
}
