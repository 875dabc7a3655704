package io.irodsingest.orchestrator.scheduling;

import io.irodsingest.common.state.schedule.SchedulePage;
import io.irodsingest.common.state.schedule.ScheduleQuery;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.request.JobRequests;
import io.irodsingest.orchestrator.plan.ScheduleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schedules page by page, as users choose them. Thread-safe. */
public final class ScheduleLists {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleLists.class);
    /** At a time, and for one page in all: what remains is behind the next page. */
    private static final int AT_A_TIME = 500;
    private static final int MOST_READ = 20_000;

    private final ScheduleStore store;
    private final BoundedCalls bounded;

    public ScheduleLists(ScheduleStore store, BoundedCalls bounded) {
        this.store = store;
        this.bounded = bounded;
    }

    /**
     * Which schedules are wanted.
     *
     * @param states separated by commas
     * @param name with a * at its end for those whose names begin so
     * @param metadata {@code NAME=TEXT}, separated by commas
     * @param after what a page has told as next
     */
    public record Wanted(Optional<String> states, Optional<String> name, Optional<String> metadata,
            Optional<Instant> until, Optional<String> after, int limit) {}

    /** @param next where the next page begins; empty when there is none */
    public record Page(List<Shown> schedules, Optional<String> next) {}

    /** @throws Refusal for what makes no sense */
    public Page page(Wanted wanted) throws InterruptedException {
        Set<ScheduleState> states = wanted.states().map(ScheduleLists::states)
                .orElse(EnumSet.allOf(ScheduleState.class));
        Map<String, String> metadata = wanted.metadata().map(ScheduleLists::metadata).orElse(Map.of());
        Predicate<Shown> chosen = shown -> states.contains(shown.record().schedule().state())
                && shown.record().schedule().metadata().entrySet().containsAll(metadata.entrySet());
        List<Shown> found = new ArrayList<>();
        Optional<String> next = wanted.after();
        int read = 0;
        do {
            ScheduleQuery query = query(wanted, states, next, Math.min(AT_A_TIME, wanted.limit() - found.size()));
            SchedulePage page = bounded.call(() -> store.page(query));
            page.schedules().forEach(stored -> readable(stored).filter(chosen).ifPresent(found::add));
            read += page.schedules().size();
            next = page.next();
        } while (next.isPresent() && found.size() < wanted.limit() && read < MOST_READ);
        return new Page(found, next);
    }

    /** One that another version has written hides no other. */
    private static Optional<Shown> readable(StoredSchedule stored) {
        try {
            return Optional.of(Shown.of(stored));
        } catch (RuntimeException foreign) {
            LOG.warn("schedule {} is left out of a list: {}", stored.name(), foreign.getMessage());
            return Optional.empty();
        }
    }

    private static ScheduleQuery query(Wanted wanted, Set<ScheduleState> states, Optional<String> after, int limit) {
        Optional<Boolean> ended = !states.contains(ScheduleState.ENDED)
                ? Optional.of(false)
                : Optional.of(true).filter(only -> states.size() == 1);
        try {
            return new ScheduleQuery(wanted.until(), wanted.name(), ended, after, limit);
        } catch (IllegalArgumentException noPlace) {
            throw Refusal.badRequest("after must be what a page of schedules has told as next");
        }
    }

    private static Set<ScheduleState> states(String text) {
        Set<ScheduleState> states = EnumSet.noneOf(ScheduleState.class);
        Arrays.stream(text.split(",")).forEach(state -> JobRequests
                .choice("state", Optional.of(state.strip()), ScheduleState.values()).ifPresent(states::add));
        return states;
    }

    private static Map<String, String> metadata(String text) {
        Map<String, String> wanted = new HashMap<>();
        for (String pair : text.split(",")) {
            String[] parts = pair.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank()) {
                throw Refusal.badRequest("metadata '" + pair + "' is not written as NAME=TEXT");
            }
            wanted.put(parts[0].strip(), parts[1]);
        }
        return wanted;
    }
}
