package io.irodsingest.cli.client;

import io.irodsingest.adminapi.JobList;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Jobs, fetched in as many pages as it takes.
 *
 * @param size most jobs of a page
 */
public record JobPages(AdminClient client, Wanted wanted, int size) {
    /** Enough for few requests, and answered at once. */
    private static final int USUAL_SIZE = 500;

    public JobPages(AdminClient client, Wanted wanted) {
        this(client, wanted, USUAL_SIZE);
    }

    /**
     * Which jobs are wanted. What is empty leaves out none; with a {@code *} at its end, all but the state are the beginning of what jobs have.
     *
     * @param state names of states with commas between
     * @param source of ingests
     * @param schedule the name of that of which jobs are runs
     */
    public record Wanted(Optional<String> state, Optional<String> name, Optional<String> source,
            Optional<String> schedule) {
        public static final Wanted ALL = new Wanted(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());

        /** The orchestrator does not know then how many there are on all pages. */
        private boolean isSearch() {
            return source.isPresent() || schedule.isPresent();
        }
    }

    /** The newest of them, so many at most; the list says nothing of the rest. */
    public JobList fetch(int limit) throws AwayException {
        JobList page = page(Optional.empty(), limit);
        JobList all = page;
        while (page.next().isPresent() && count(all) < limit) {
            page = page(page.next(), limit - count(all));
            all = joined(page, all);
        }
        return new JobList(all.periodic(), all.singlepass(), all.stopped(), all.finished(),
                wanted.isSearch() ? count(all) : all.total(), all.unreadable(), Optional.empty());
    }

    private JobList page(Optional<String> after, int most) throws AwayException {
        return client.jobs("limit=" + Math.min(size, most) + parameter("state", wanted.state())
                + parameter("name", wanted.name()) + parameter("source", wanted.source())
                + parameter("schedule", wanted.schedule())
                + parameter("after", after));
    }

    private static String parameter(String name, Optional<String> value) {
        return value.map(text -> '&' + name + '=' + URLEncoder.encode(text, StandardCharsets.UTF_8)).orElse("");
    }

    private static int count(JobList list) {
        return list.periodic().size() + list.singlepass().size() + list.stopped().size() + list.finished().size()
                + list.unreadable().size();
    }

    private static JobList joined(JobList older, JobList newer) {
        return new JobList(joined(older.periodic(), newer.periodic()), joined(older.singlepass(), newer.singlepass()),
                joined(older.stopped(), newer.stopped()), joined(older.finished(), newer.finished()), newer.total(),
                joined(older.unreadable(), newer.unreadable()), Optional.empty());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
