package io.irodsingest.common.outage;

import io.irodsingest.common.outage.Outages.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for which server, and why. An outage lasts as long as somebody waits. Whoever could not reach a server is told that it
 * is back by anybody who reaches it; what a server refused works again only when it was tried again. Not thread-safe.
 */
final class CurrentOutages {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentOutages.class);
    /** An outage whose reason has changed is told again after this. */
    private static final Duration TELL_AGAIN = Duration.ofSeconds(30);

    /** @param address empty for a dependency of which a process has one */
    record Server(Dependency dependency, String address) {
        static Server of(UnavailableException away) {
            return new Server(away.dependency(), away.address());
        }
    }

    /** Why somebody waits. @param refused whether the server is there, and does not do what was asked */
    private record Wait(String reason, boolean refused) {}

    private static final class Current {
        private final Instant since;
        private final Map<Object, Wait> waits = new LinkedHashMap<>();
        private String told;
        private Instant toldAt;

        private Current(Instant since) {
            this.since = since;
        }

        private String reason() {
            return waits.values().stream().reduce((first, last) -> last).map(Wait::reason).orElse(told);
        }
    }

    private final Clock clock;
    private final Map<Server, Current> current = new LinkedHashMap<>();

    CurrentOutages(Clock clock) {
        this.clock = clock;
    }

    /** @param who told from others by equality */
    void waits(Server server, Object who, String reason, boolean refused) {
        Current outage = current.computeIfAbsent(server, one -> new Current(clock.instant()));
        outage.waits.remove(who);
        outage.waits.put(who, new Wait(reason, refused));
        tell(server, outage, reason);
    }

    private void tell(Server server, Current outage, String reason) {
        Instant now = clock.instant();
        if (outage.told == null) {
            LOG.warn("waiting for {}: {}", server.dependency().label(), reason);
        } else if (reason.equals(outage.told) || outage.toldAt.plus(TELL_AGAIN).isAfter(now)) {
            return;
        } else {
            LOG.warn("still waiting for {}: {}", server.dependency().label(), reason);
        }
        outage.told = reason;
        outage.toldAt = now;
    }

    /** What somebody waited for works again; without effect for one that did not wait. */
    void works(Server server, Object who) {
        Current outage = current.get(server);
        if (outage == null || outage.waits.remove(who) == null) {
            return;
        }
        outage.waits.values().removeIf(wait -> !wait.refused());
        if (outage.waits.isEmpty()) {
            current.remove(server);
            LOG.info("{} is back after {} s", server.dependency().label(),
                    Duration.between(outage.since, clock.instant()).toSeconds());
        }
    }

    /** Somebody waits no more and does not know whether it works again. The last one takes the outage away. */
    void leaves(Server server, Object who) {
        Current outage = current.get(server);
        if (outage != null && outage.waits.remove(who) != null && outage.waits.isEmpty()) {
            current.remove(server);
        }
    }

    List<Outage> list() {
        return current.entrySet().stream().map(entry -> new Outage(entry.getKey().dependency(),
                entry.getKey().address(), entry.getValue().since, entry.getValue().reason())).toList();
    }
}
