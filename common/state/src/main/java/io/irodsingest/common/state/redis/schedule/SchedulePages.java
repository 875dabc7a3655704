package io.irodsingest.common.state.redis.schedule;

import io.irodsingest.common.state.redis.lua.ScriptAnswers;
import io.irodsingest.common.state.schedule.SchedulePage;
import io.irodsingest.common.state.schedule.SchedulePlace;
import io.irodsingest.common.state.schedule.ScheduleQuery;
import io.irodsingest.common.state.schedule.StoredSchedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes pages of the schedules that are remembered. Without a name they are read in the order of their sets, with one the places of all
 * that have it are looked for first. Thread-safe.
 */
final class SchedulePages {
    private static final int NAMES_A_STEP = 500;
    private static final String FIRST = "";
    private static final String NO_BOUND = "";
    private static final String NEVER = "inf";

    private final ScheduleCalls calls;

    SchedulePages(ScheduleCalls calls) {
        this.calls = calls;
    }

    SchedulePage page(ScheduleQuery query) throws InterruptedException {
        NavigableMap<SchedulePlace, StoredSchedule> found = query.name().isPresent()
                ? named(query, query.name().get())
                : inOrder(query);
        if (found.size() <= query.limit()) {
            return new SchedulePage(List.copyOf(found.values()), Optional.empty());
        }
        List<SchedulePlace> places = List.copyOf(found.keySet()).subList(0, query.limit());
        return new SchedulePage(List.copyOf(found.headMap(places.getLast(), true).values()),
                Optional.of(places.getLast().toString()));
    }

    private NavigableMap<SchedulePlace, StoredSchedule> inOrder(ScheduleQuery query) throws InterruptedException {
        Optional<SchedulePlace> after = query.after().map(SchedulePlace::parse);
        NavigableMap<SchedulePlace, StoredSchedule> found = new TreeMap<>();
        if (!query.ended().orElse(false) && after.filter(SchedulePlace::ended).isEmpty()) {
            addInOrder(false, after, query, found);
        }
        if (query.ended().orElse(true) && query.until().isEmpty()) {
            addInOrder(true, after.filter(SchedulePlace::ended), query, found);
        }
        return found;
    }

    /** Adds one more than the page has, so that it is known whether another one follows. */
    private void addInOrder(boolean ended, Optional<SchedulePlace> after, ScheduleQuery query,
            NavigableMap<SchedulePlace, StoredSchedule> found) throws InterruptedException {
        Optional<SchedulePlace> place = after;
        boolean more = true;
        while (more && found.size() <= query.limit()) {
            List<Object> answer = calls.run(ScheduleScript.PAGE, ended ? "ended" : "due",
                    place.map(SchedulePages::score).orElse(FIRST), place.map(SchedulePlace::id).orElse(FIRST),
                    query.until().map(until -> String.valueOf(until.toEpochMilli())).orElse(NO_BOUND),
                    query.limit() + 1 - found.size(), ScheduleCalls.MOST_BYTES);
            for (int i = 1; i < answer.size(); i += 3) {
                SchedulePlace itsPlace = place(ended, ScriptAnswers.text(answer.get(i)),
                        ScriptAnswers.text(answer.get(i + 1)));
                calls.readable(answer.get(i + 1), answer.get(i + 2))
                        .ifPresent(schedule -> found.put(itsPlace, schedule));
                place = Optional.of(itsPlace);
            }
            more = ScriptAnswers.number(answer.getFirst()) == 1;
        }
    }

    private NavigableMap<SchedulePlace, StoredSchedule> named(ScheduleQuery query, String name)
            throws InterruptedException {
        Optional<SchedulePlace> after = query.after().map(SchedulePlace::parse);
        NavigableMap<SchedulePlace, String> ids = new TreeMap<>();
        placesOf(name).stream().filter(place -> isWanted(place, query))
                .filter(place -> after.isEmpty() || place.compareTo(after.get()) > 0)
                .forEach(place -> ids.put(place, place.id()));
        List<SchedulePlace> places = ids.keySet().stream().limit(query.limit() + 1L).toList();
        Map<String, StoredSchedule> schedules = calls.read(places.stream().map(SchedulePlace::id).toList());
        NavigableMap<SchedulePlace, StoredSchedule> found = new TreeMap<>();
        places.forEach(place -> Optional.ofNullable(schedules.get(place.id()))
                .ifPresent(schedule -> found.put(place, schedule)));
        return found;
    }

    private static boolean isWanted(SchedulePlace place, ScheduleQuery query) {
        Optional<Long> until = query.until().map(Instant::toEpochMilli);
        boolean inTime = until.isEmpty()
                || !place.ended() && place.time().filter(time -> time <= until.get()).isPresent();
        return inTime && query.ended().filter(ended -> ended != place.ended()).isEmpty();
    }

    private List<SchedulePlace> placesOf(String name) throws InterruptedException {
        boolean isBeginning = name.endsWith("*");
        String begin = isBeginning ? name.substring(0, name.length() - 1) : name + '\n';
        List<SchedulePlace> places = new ArrayList<>();
        Object from = "[" + begin;
        boolean more = true;
        while (more) {
            List<Object> answer = calls.run(ScheduleScript.NAMED, from, begin, NAMES_A_STEP);
            for (int i = 1; i < answer.size(); i += 3) {
                places.add(place(ScriptAnswers.number(answer.get(i)) == 1, ScriptAnswers.text(answer.get(i + 1)),
                        ScriptAnswers.text(answer.get(i + 2))));
            }
            from = answer.getFirst();
            more = ((byte[]) from).length > 0;
        }
        return places;
    }

    private static SchedulePlace place(boolean ended, String score, String id) {
        return new SchedulePlace(ended,
                score.equals(NEVER) ? Optional.empty() : Optional.of(Long.valueOf(score)), id);
    }

    private static String score(SchedulePlace place) {
        return place.time().map(String::valueOf).orElse(NEVER);
    }
}
