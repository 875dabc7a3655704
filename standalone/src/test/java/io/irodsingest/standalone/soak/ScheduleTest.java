package io.irodsingest.standalone.soak;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.standalone.soak.Fault.Cut;
import io.irodsingest.standalone.soak.Fault.Freeze;
import io.irodsingest.standalone.soak.Fault.Kill;
import io.irodsingest.standalone.soak.Schedule.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration FREEZE = Duration.ofSeconds(20);
    private static final Map<String, Set<Class<? extends Fault>>> VICTIMS = Map.of("a",
            Set.of(Cut.class, Kill.class, Freeze.class), "b", Set.of(Cut.class));

    @Test
    void theSameSeedMakesTheSameFaults() {
        assertThat(steps(7)).isEqualTo(steps(7)).isNotEqualTo(steps(8));
    }

    @Test
    void eachVictimGetsAllThatItBearsAndNothingElse() {
        List<Step> steps = steps(1);
        assertThat(steps).filteredOn(step -> step.victim().equals("a"))
                .extracting(step -> (Object) step.fault().getClass())
                .contains(Cut.class, Kill.class, Freeze.class);
        assertThat(steps).filteredOn(step -> step.victim().equals("b")).isNotEmpty()
                .allSatisfy(step -> assertThat(step.fault()).isInstanceOf(Cut.class));
        assertThat(steps).filteredOn(step -> step.fault() instanceof Freeze)
                .allSatisfy(step -> assertThat(step.fault().lasts()).isEqualTo(FREEZE));
    }

    private static List<Step> steps(long seed) {
        Schedule schedule = new Schedule(seed, VICTIMS, FREEZE);
        return Stream.generate(schedule::next).limit(100).toList();
    }
}
