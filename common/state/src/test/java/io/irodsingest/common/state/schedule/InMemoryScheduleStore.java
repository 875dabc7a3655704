package io.irodsingest.common.state.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Schedules in the memory of a test, whose clock is the one that the test sets. It keeps the same contract as the one in Redis. Thread-safe:
 * each method is one step, as a script is.
 */
public final class InMemoryScheduleStore implements ScheduleStore {
    private static final int KNOWN_CHANGES = 8;

    private final Supplier<Instant> clock;
    private Duration kept;
    private final Random random = new Random(1);
    private final Map<String, Entry> entries = new HashMap<>();
    private final NavigableSet<SchedulePlace> places = new TreeSet<>();
    private final NavigableMap<String, NavigableMap<Long, Entry>> names = new TreeMap<>();
    private final Map<HandoverKey, Handover> handovers = new LinkedHashMap<>();
    private final NavigableSet<String> watched = new TreeSet<>();
    private long lastRevision;

    private record HandoverKey(String id, long entry) {}

    private record Handover(Instant claimed, StoredRun run) {}

    private static final class Entry {
        private StoredSchedule schedule;
        private String attachment = "";
        private final Deque<String> changes = new ArrayDeque<>();
        private final NavigableMap<Long, String> runs = new TreeMap<>();
        private long last;

        SchedulePlace place() {
            return new SchedulePlace(schedule.endedAt().isPresent(),
                    schedule.endedAt().isPresent()
                            ? schedule.endedAt().map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time))
                            : schedule.content().due().map(Instant::toEpochMilli),
                    schedule.id());
        }
    }

    /**
     * @param clock as Redis has it
     * @param kept how long ended schedules are kept
     */
    public InMemoryScheduleStore(Supplier<Instant> clock, Duration kept) {
        this.clock = clock;
        this.kept = kept;
    }

    /** Keeps ended schedules for so long from now on. */
    synchronized InMemoryScheduleStore keeping(Duration ended) {
        kept = ended;
        return this;
    }

    private Instant now() {
        return clock.get().truncatedTo(ChronoUnit.MILLIS);
    }

    private long nextRevision() {
        lastRevision = Math.max(lastRevision + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.get()));
        return lastRevision;
    }

    @Override
    public synchronized Creation create(String id, String name, ScheduleContent content, Optional<String> attachment) {
        if (!id.matches("[^\\s:{}]{1,200}") || name.isEmpty() || name.lines().count() != 1) {
            throw new IllegalArgumentException("'" + id + "' is no id of a schedule, or '" + name + "' no name of one");
        }
        if (entries.containsKey(id)) {
            return new Creation.Exists(entries.get(id).schedule);
        }
        Optional<StoredSchedule> holder = byName(name).filter(other -> other.endedAt().isEmpty());
        if (holder.isPresent()) {
            return new Creation.NameTaken(holder.get());
        }
        Entry entry = new Entry();
        entry.attachment = attachment.orElse("");
        entries.put(id, entry);
        set(entry, id, name, content);
        return new Creation.Created(entry.schedule);
    }

    private void set(Entry entry, String id, String name, ScheduleContent content) {
        NavigableMap<Long, Entry> namesakes = names.computeIfAbsent(name, key -> new TreeMap<>());
        Optional<Instant> ended = Optional.empty();
        if (entry.schedule != null) {
            places.remove(entry.place());
            namesakes.values().remove(entry);
            ended = entry.schedule.endedAt();
        }
        long revision = nextRevision();
        if (ended.isEmpty() && content.ended()) {
            ended = Optional.of(Instant.EPOCH.plus(revision, ChronoUnit.MICROS));
        }
        ScheduleContent kept = new ScheduleContent(content.document(), content.due(), content.watched(),
                ended.isPresent());
        entry.schedule = new StoredSchedule(id, name, revision, kept, ended);
        places.add(entry.place());
        namesakes.put(ended.map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time)).orElse(Long.MAX_VALUE), entry);
        if (kept.watched()) {
            watched.add(id);
        } else {
            watched.remove(id);
        }
    }

    @Override
    public synchronized Optional<StoredSchedule> change(ScheduleChange change) {
        String id = change.before().id();
        Entry entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.changes.contains(change.id())) {
            return Optional.of(entry.schedule);
        }
        if (entry.schedule.revision() != change.before().revision()
                || change.notBefore().filter(now()::isBefore).isPresent()) {
            return Optional.empty();
        }
        log(id, entry, change.runs());
        change.attachment().ifPresent(text -> entry.attachment = text);
        entry.changes.addFirst(change.id());
        if (entry.changes.size() > KNOWN_CHANGES) {
            entry.changes.removeLast();
        }
        set(entry, id, entry.schedule.name(), change.after());
        return Optional.of(entry.schedule);
    }

    private void log(String id, Entry entry, List<StoredRun> runs) {
        int left = Math.max(0, runs.size() - MOST_RUNS);
        List<Long> fresh = runs.subList(left, runs.size()).stream().map(StoredRun::entry)
                .filter(number -> number > entry.last).toList();
        boolean follows = fresh.isEmpty() || fresh.getFirst() == entry.last + 1 || fresh.size() == MOST_RUNS;
        for (int i = 1; i < fresh.size(); i++) {
            follows &= fresh.get(i) == fresh.getFirst() + i;
        }
        if (!follows) {
            throw new IllegalArgumentException("the log ends with entry " + entry.last);
        }
        Instant now = now();
        for (int i = 0; i < runs.size(); i++) {
            StoredRun run = runs.get(i);
            HandoverKey key = new HandoverKey(id, run.entry());
            if (i >= left && (run.entry() > entry.last || entry.runs.containsKey(run.entry()))) {
                entry.runs.put(run.entry(), run.document());
            }
            if (!run.toHandOver() && i >= left) {
                handovers.remove(key);
            } else if (run.toHandOver()) {
                handovers.put(key, new Handover(
                        Optional.ofNullable(handovers.get(key)).map(Handover::claimed).orElse(now), run));
            }
        }
        if (!fresh.isEmpty()) {
            entry.last = fresh.getLast();
            entry.runs.headMap(entry.last - MOST_RUNS, true).clear();
        }
    }

    @Override
    public synchronized Optional<StoredSchedule> byId(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.schedule);
    }

    @Override
    public synchronized Optional<StoredSchedule> byName(String name) {
        return Optional.ofNullable(names.get(name)).map(NavigableMap::lastEntry).map(Map.Entry::getValue)
                .map(entry -> entry.schedule);
    }

    @Override
    public synchronized Map<String, StoredSchedule> byIds(Collection<String> ids) {
        Map<String, StoredSchedule> found = new LinkedHashMap<>();
        ids.forEach(id -> byId(id).ifPresent(schedule -> found.put(id, schedule)));
        return found;
    }

    @Override
    public synchronized Optional<String> attachment(String id) {
        return Optional.ofNullable(entries.get(id)).map(entry -> entry.attachment).filter(text -> !text.isEmpty());
    }

    @Override
    public synchronized ScheduleLook look(int most, Duration handoverAge) {
        Instant now = now();
        List<StoredSchedule> due = places.stream()
                .takeWhile(
                        place -> place.time().filter(time -> !place.ended() && time <= now.toEpochMilli()).isPresent())
                .limit(most).map(place -> entries.get(place.id()).schedule).toList();
        List<RunHandover> old = new ArrayList<>();
        handovers.entrySet().stream().filter(one -> !one.getValue().claimed().plus(handoverAge).isAfter(now))
                .limit(most).forEach(one -> {
                    old.add(new RunHandover(one.getKey().id(), one.getValue().run()));
                    one.setValue(new Handover(now, one.getValue().run()));
                });
        List<String> some = new ArrayList<>(watched);
        Collections.shuffle(some, random);
        Optional<Instant> next = places.stream().filter(place -> !place.ended())
                .flatMap(place -> place.time().stream()).filter(time -> time > now.toEpochMilli()).findFirst()
                .map(Instant::ofEpochMilli);
        return new ScheduleLook(now, due, old, some.subList(0, Math.min(most, some.size())), next);
    }

    @Override
    public synchronized void handedOver(RunHandover handover) {
        handovers.remove(new HandoverKey(handover.scheduleId(), handover.run().entry()));
    }

    @Override
    public synchronized List<StoredRun> runs(String id, int offset, int limit) {
        return Optional.ofNullable(entries.get(id)).stream()
                .flatMap(entry -> entry.runs.descendingMap().entrySet().stream()).skip(offset).limit(limit)
                .map(run -> new StoredRun(run.getKey(), run.getValue(),
                        handovers.containsKey(new HandoverKey(id, run.getKey()))))
                .toList();
    }

    @Override
    public synchronized SchedulePage page(ScheduleQuery query) {
        Optional<SchedulePlace> after = query.after().map(SchedulePlace::parse);
        List<SchedulePlace> found = places.stream()
                .filter(place -> after.isEmpty() || place.compareTo(after.get()) > 0)
                .filter(place -> query.ended().filter(ended -> ended != place.ended()).isEmpty())
                .filter(place -> query.until().isEmpty() || !place.ended()
                        && place.time().filter(time -> time <= query.until().get().toEpochMilli()).isPresent())
                .filter(place -> query.name().filter(name -> !isNamed(place.id(), name)).isEmpty())
                .limit(query.limit() + 1L).toList();
        boolean more = found.size() > query.limit();
        List<SchedulePlace> page = more ? found.subList(0, query.limit()) : found;
        return new SchedulePage(page.stream().map(place -> entries.get(place.id()).schedule).toList(),
                more ? Optional.of(page.getLast().toString()) : Optional.empty());
    }

    private boolean isNamed(String id, String pattern) {
        String name = entries.get(id).schedule.name();
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    @Override
    public synchronized long countUntil(Instant until) {
        return places.stream().takeWhile(
                place -> place.time().filter(time -> !place.ended() && time <= until.toEpochMilli()).isPresent())
                .count();
    }

    @Override
    public synchronized boolean forget() {
        Instant before = clock.get().minus(kept);
        List<String> old = places.descendingSet().stream().takeWhile(SchedulePlace::ended).map(SchedulePlace::id)
                .filter(id -> !entries.get(id).schedule.endedAt().orElseThrow().isAfter(before))
                .filter(id -> !watched.contains(id)
                        && handovers.keySet().stream().noneMatch(key -> key.id().equals(id)))
                .toList();
        old.forEach(id -> {
            Entry entry = entries.remove(id);
            places.remove(entry.place());
            names.get(entry.schedule.name()).values().remove(entry);
        });
        return false;
    }
}
