package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobPlace;
import io.irodsingest.common.state.JobPage;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobPage.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Makes pages of the jobs that are remembered. What states active jobs are in, their records say; all others the index knows.
 * Thread-safe.
 */
final class JobPages {
    private final JobIndex index;
    private final JobRecords records;
    private final Keys keys;

    JobPages(JobIndex index, JobRecords records, Keys keys) {
        this.index = index;
        this.records = records;
        this.keys = keys;
    }

    JobPage page(JobQuery query) throws InterruptedException {
        Optional<JobPlace> after = query.after().map(JobPlace::parse);
        List<String> sets = query.states().isEmpty()
                ? List.of(keys.list())
                : JobIndex.AT_REST.stream().filter(query.states()::contains).map(keys::inState).toList();
        // a job that comes to rest meanwhile is found before or after it does, and so is one that becomes active
        Set<String> active = new LinkedHashSet<>(query.states().isEmpty() ? List.of() : index.active());
        int most = (int) Math.min(Integer.MAX_VALUE, (long) query.offset() + query.limit() + 1);
        // how many have a name, only going over all names tells
        Optional<NamePattern> name = query.name().map(NamePattern::new);
        SortedMap<JobPlace, String> found = name.isPresent()
                ? index.named(sets, name.get())
                : index.newest(sets, after, most);
        long total = name.isPresent() ? found.size() : index.size(sets);
        if (!query.states().isEmpty()) {
            active.addAll(index.active());
            total += addActive(List.copyOf(active), query, found);
        }
        List<Map.Entry<JobPlace, String>> behind = found.entrySet().stream()
                .filter(job -> after.isEmpty() || job.getKey().compareTo(after.get()) > 0).skip(query.offset())
                .limit(query.limit() + 1L).toList();
        boolean more = behind.size() > query.limit();
        List<Map.Entry<JobPlace, String>> page = more ? behind.subList(0, query.limit()) : behind;
        return new JobPage(entries(page, query.states()),
                more ? Optional.of(page.getLast().getKey().toString()) : Optional.empty(), total);
    }

    /** @return how many active jobs are wanted that were not among those at rest */
    private long addActive(List<String> ids, JobQuery query, Map<JobPlace, String> found) throws InterruptedException {
        List<Map<String, String>> all = records.read(ids);
        long added = 0;
        for (int i = 0; i < ids.size(); i++) {
            Optional<Job> job = readable(ids.get(i), all.get(i)).filter(one -> isWanted(one, query));
            if (job.isPresent()) {
                JobPlace place = new JobPlace(job.get().createdAt().toEpochMilli(), job.get().id());
                added += found.put(place, job.get().spec().name()) == null ? 1 : 0;
            }
        }
        return added;
    }

    private static boolean isWanted(Job job, JobQuery query) {
        return query.states().contains(job.state()) && query.name().map(NamePattern::new)
                .map(wanted -> wanted.matches(job.spec().name())).orElse(true);
    }

    private List<Entry> entries(List<Map.Entry<JobPlace, String>> page, Set<JobState> states)
            throws InterruptedException {
        List<Map<String, String>> all = records.read(page.stream().map(job -> job.getKey().id()).toList());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            entry(page.get(i), all.get(i)).filter(entry -> isIn(states, entry)).ifPresent(entries::add);
        }
        return entries;
    }

    private static boolean isIn(Set<JobState> states, Entry entry) {
        return states.isEmpty() || entry instanceof Entry.Readable readable && states.contains(readable.job().state());
    }

    private static Optional<Entry> entry(Map.Entry<JobPlace, String> place, Map<String, String> fields) {
        String id = place.getKey().id();
        try {
            return Records.job(id, fields).map(Entry.Readable::new);
        } catch (UnreadableRecordException foreign) {
            return Optional.of(new Entry.Unreadable(id, place.getValue(), foreign.getMessage()));
        }
    }

    private static Optional<Job> readable(String id, Map<String, String> fields) {
        try {
            return Records.job(id, fields);
        } catch (UnreadableRecordException foreign) {
            // it has no state that anybody could ask for
            return Optional.empty();
        }
    }
}
