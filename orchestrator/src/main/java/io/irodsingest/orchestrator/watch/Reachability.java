package io.irodsingest.orchestrator.watch;

import io.irodsingest.adminapi.HealthView;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.Outages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a server answers the orchestrator, by looks at it every now and then. Thread-safe. */
public final class Reachability {
    /** A look that takes longer says that the server hangs; Redisson notices a lost server within 5 s. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);

    private final Dependency dependency;
    private final Outages outages;
    private final Clock clock;
    private final Instant begin;
    private Optional<Instant> upSince = Optional.empty();
    private Instant lastAnswer;

    public Reachability(Dependency dependency, Outages outages, Clock clock) {
        this.dependency = dependency;
        this.outages = outages;
        this.clock = clock;
        this.begin = clock.instant();
        this.lastAnswer = begin;
    }

    public synchronized void answered() {
        Instant now = clock.instant();
        if (upSince.isEmpty() || isSilent(now)) {
            upSince = Optional.of(now);
        }
        lastAnswer = now;
    }

    public synchronized HealthView.Dependency view() {
        Optional<Outages.Outage> outage = outages.current().stream()
                .filter(known -> known.dependency() == dependency && known.address().isEmpty()).findFirst();
        if (outage.isPresent()) {
            upSince = Optional.empty();
            return down(outage.get().since(), outage.get().reason());
        }
        if (isSilent(clock.instant())) {
            return down(lastAnswer, "does not answer");
        }
        return upSince.map(since -> new HealthView.Dependency(true, since, Optional.empty()))
                .orElseGet(() -> down(begin, "has not answered yet"));
    }

    private boolean isSilent(Instant now) {
        return Duration.between(lastAnswer, now).compareTo(LONGEST_SILENCE) > 0;
    }

    private static HealthView.Dependency down(Instant since, String reason) {
        return new HealthView.Dependency(false, since, Optional.of(reason));
    }
}
