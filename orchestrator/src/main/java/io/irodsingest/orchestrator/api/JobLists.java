package io.irodsingest.orchestrator.api;

import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobPage;
import io.irodsingest.common.state.JobQuery;
import io.irodsingest.dashboard.JobFilter;
import io.irodsingest.dashboard.JobFilter.Sort;
import io.irodsingest.orchestrator.http.Refusal;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.orchestrator.request.JobRequests;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs as lists choose and order them, also by what the index of jobs does not tell. Thread-safe. */
final class JobLists {
    /** At a time, and for one page in all: what remains is behind the next page. */
    private static final int AT_A_TIME = 500;
    private static final int MOST_READ = 20_000;
    /** So many of the newest are sorted: their records are in memory together. */
    static final int MOST_SORTED = 5_000;

    private static final Set<JobState> FAILED = EnumSet.of(JobState.FAILED, JobState.COMPLETED_WITH_FAILURES);

    private final Jobs jobs;

    JobLists(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * A page of those that are wanted, newest first.
     *
     * @throws Refusal for what makes no sense
     */
    JobPage page(JobFilter filter, int offset, int limit) throws InterruptedException {
        return filter.source().isEmpty() && filter.schedule().isEmpty()
                ? jobs.list(query(filter, filter.after(), offset, limit))
                : searched(filter, offset, limit);
    }

    private JobPage searched(JobFilter filter, int offset, int limit) throws InterruptedException {
        List<JobPage.Entry> found = new ArrayList<>();
        Optional<String> next = filter.after();
        long wanted = (long) offset + limit;
        int read = 0;
        int matched = 0;
        do {
            JobPage some = jobs.list(query(filter, next, 0, (int) Math.min(AT_A_TIME, wanted - matched)));
            for (Job job : some.jobs()) {
                if (isWanted(filter, job) && ++matched > offset) {
                    found.add(new JobPage.Entry.Readable(job));
                }
            }
            read += Math.max(1, some.entries().size());
            next = some.next();
        } while (next.isPresent() && matched < wanted && read < MOST_READ);
        return new JobPage(found, next, found.size());
    }

    private static boolean isWanted(JobFilter filter, Job job) {
        boolean fromThere = filter.source().isEmpty() || job.spec().work() instanceof IngestSpec ingest
                && isAt(ingest.source().encoded(), filter.source().get());
        return fromThere && (filter.schedule().isEmpty()
                || job.origin().runOf().filter(run -> isAt(run.name(), filter.schedule().get())).isPresent());
    }

    /** @param wanted with a * at its end for the beginning */
    private static boolean isAt(String text, String wanted) {
        return wanted.endsWith("*")
                ? text.startsWith(wanted.substring(0, wanted.length() - 1))
                : text.equals(wanted);
    }

    private static JobQuery query(JobFilter filter, Optional<String> after, int offset, int limit) {
        Set<JobState> states = filter.state().map(JobLists::states).orElse(Set.of());
        try {
            return new JobQuery(states, filter.name(), after, offset, limit);
        } catch (IllegalArgumentException noPlace) {
            throw Refusal.badRequest("after must be what a page of jobs has told as next");
        }
    }

    private static Set<JobState> states(String text) {
        return Arrays.stream(text.split(","))
                .map(state -> JobRequests.choice("state", Optional.of(state.strip()), JobState.values()).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(JobState.class)));
    }

    /** @param complete whether all that are wanted were sorted, and not only the newest of them */
    record Sorted(List<Job> jobs, long total, Optional<String> next, boolean complete) {}

    /** A page of those that are wanted, in an order of their own; {@code after} is how many stand before it. */
    Sorted sorted(JobFilter filter, Sort sort, int limit) throws InterruptedException {
        int from = filter.after().map(JobLists::place).orElse(0);
        JobPage all = page(filter.behind(Optional.empty()), 0, MOST_SORTED);
        List<Job> sorted = all.jobs().stream().sorted(order(sort)).toList();
        int end = Math.min(sorted.size(), from + limit);
        return new Sorted(sorted.subList(Math.min(from, end), end), sorted.size(),
                Optional.of(String.valueOf(end)).filter(more -> end < sorted.size()), all.next().isEmpty());
    }

    /**
     * Jobs that failed or have failures, and go on or have ended since a moment; the latest end first. Looked at are those that were seen last, and the newest that
     * have ended so.
     *
     * @param seen last
     */
    List<Job> failedSince(List<Job> seen, Instant moment, int limit) throws InterruptedException {
        Map<String, Job> failed = new LinkedHashMap<>();
        Stream.concat(seen.stream().filter(job -> job.counts().of(Count.FAILED) > 0),
                jobs.list(new JobQuery(FAILED, Optional.empty(), Optional.empty(), 0, AT_A_TIME)).jobs().stream())
                .filter(job -> job.endedAt().orElse(Instant.MAX).isAfter(moment))
                .forEach(job -> failed.putIfAbsent(job.id(), job));
        return failed.values().stream()
                .sorted(Comparator.comparing((Job job) -> job.endedAt().orElse(Instant.MAX)).reversed()).limit(limit)
                .toList();
    }

    private static int place(String after) {
        try {
            return Math.clamp(Integer.parseInt(after), 0, MOST_SORTED);
        } catch (NumberFormatException none) {
            throw Refusal.badRequest("after must be what a page of jobs has told as next");
        }
    }

    private static Comparator<Job> order(Sort sort) {
        Comparator<Job> oldest = Comparator.comparing(Job::createdAt).thenComparing(Job::id);
        return switch (sort) {
            case OLDEST -> oldest;
            case NAME -> Comparator.comparing((Job job) -> job.spec().name()).thenComparing(oldest.reversed());
            case STATE -> Comparator.comparing(Job::state).thenComparing(oldest.reversed());
            case FAILURES -> Comparator.comparingLong((Job job) -> job.counts().of(Count.FAILED)).reversed()
                    .thenComparing(oldest.reversed());
        };
    }
}
