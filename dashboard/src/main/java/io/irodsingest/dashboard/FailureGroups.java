package io.irodsingest.dashboard;

import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.FailureList.Failure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Failures that have the same reason: their errors differ in paths, quoted names and numbers only. */
public final class FailureGroups {
    /** What is read of one job's failures: some hundred milliseconds of work. */
    public static final int MOST_READ = 20_000;

    private static final int AT_A_TIME = 1_000;
    private static final int EXAMPLES = 3;
    private static final int LONGEST_REASON = 500;
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern PATH = Pattern.compile("(?<![\\w…])(?:\\w+:/)?/[^\\s,;:)\\]]*");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

    /**
     * @param examples the first of them
     * @param count how many there are among those that were read
     */
    public record Group(String reason, long count, List<Failure> examples) {}

    /** @param complete false when there are more failures than were read */
    public record Groups(List<Group> groups, boolean complete) {}

    /** @param next how many of the job's failures stand before the next page; -1 when there is none */
    public record Page(List<Failure> failures, int next) {}

    /** A page of a job's failures. */
    @FunctionalInterface
    interface Source {
        FailureList page(int offset, int limit) throws InterruptedException;
    }

    private FailureGroups() {}

    /** An error without what is different from one entry to the next. */
    public static String reason(String error) {
        String general = QUOTED.matcher(Wording.shortened(error, LONGEST_REASON)).replaceAll("'…'");
        general = PATH.matcher(general).replaceAll("…");
        return NUMBER.matcher(general).replaceAll("#").strip();
    }

    /** All that are read, the largest group first. */
    static Groups of(Source source) throws InterruptedException {
        Map<String, List<Failure>> examples = new LinkedHashMap<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        int read = 0;
        boolean last = false;
        while (!last && read < MOST_READ) {
            List<Failure> some = source.page(read, AT_A_TIME).failures();
            for (Failure failure : some) {
                String reason = reason(failure.error());
                counts.merge(reason, 1L, Long::sum);
                List<Failure> first = examples.computeIfAbsent(reason, unknown -> new ArrayList<>());
                if (first.size() < EXAMPLES) {
                    first.add(failure);
                }
            }
            read += some.size();
            last = some.size() < AT_A_TIME;
        }
        return new Groups(counts.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue(), examples.get(group.getKey())))
                .sorted(Comparator.comparingLong(Group::count).reversed()).toList(), last);
    }

    /** Those of one reason, from an offset among all. */
    static Page page(Source source, String reason, int offset, int limit) throws InterruptedException {
        List<Failure> found = new ArrayList<>();
        int at = offset;
        while (at < offset + MOST_READ) {
            List<Failure> some = source.page(at, AT_A_TIME).failures();
            for (Failure failure : some) {
                if (found.size() == limit) {
                    return new Page(found, at);
                }
                at++;
                if (reason(failure.error()).equals(reason)) {
                    found.add(failure);
                }
            }
            if (some.size() < AT_A_TIME) {
                return new Page(found, -1);
            }
        }
        return new Page(found, at);
    }
}
