package io.irodsingest.standalone.soak;

import io.irodsingest.standalone.soak.Fault.Cut;
import io.irodsingest.standalone.soak.Fault.Fill;
import io.irodsingest.standalone.soak.Fault.Freeze;
import io.irodsingest.standalone.soak.Fault.Hold;
import io.irodsingest.standalone.soak.Fault.Kill;
import io.irodsingest.standalone.soak.Fault.Part;
import io.irodsingest.standalone.soak.Fault.Restart;
import io.irodsingest.standalone.soak.Fault.Slow;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** An endless sequence of faults that is the same for the same seed and the same victims. Not thread-safe. */
final class Schedule {
    private static final int LONGEST_PAUSE = 4_000;

    private final Random random;
    private final Duration freeze;
    private final List<String> victims;
    private final Map<String, List<Class<? extends Fault>>> faults = new TreeMap<>();

    /** @param pause between the end of this fault and the next one of the same schedule */
    record Step(String victim, Fault fault, Duration pause) {}

    /**
     * @param bears names of victims to the kinds of faults that they bear
     * @param freeze how long something that is stopped stands still
     */
    Schedule(long seed, Map<String, Set<Class<? extends Fault>>> bears, Duration freeze) {
        this.random = new Random(seed);
        this.freeze = freeze;
        bears.forEach((victim, kinds) -> faults.put(victim,
                kinds.stream().sorted(Comparator.comparing(Class::getSimpleName)).toList()));
        this.victims = List.copyOf(faults.keySet());
    }

    Step next() {
        String victim = victims.get(random.nextInt(victims.size()));
        List<Class<? extends Fault>> kinds = faults.get(victim);
        return new Step(victim, fault(kinds.get(random.nextInt(kinds.size()))), millis(0, LONGEST_PAUSE));
    }

    private Fault fault(Class<? extends Fault> kind) {
        if (kind == Kill.class) {
            return new Kill(millis(500, 5_000));
        } else if (kind == Restart.class) {
            return new Restart(millis(500, 5_000));
        } else if (kind == Freeze.class) {
            return new Freeze(freeze);
        } else if (kind == Cut.class) {
            return new Cut();
        } else if (kind == Part.class) {
            return new Part(millis(500, 10_000));
        } else if (kind == Hold.class) {
            return new Hold(millis(1_000, 15_000));
        } else if (kind == Slow.class) {
            return new Slow(millis(5, 50), millis(3_000, 10_000));
        }
        return new Fill(millis(2_000, 8_000));
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(least + (long) random.nextInt(most - least + 1));
    }
}
