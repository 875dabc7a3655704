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
 * @param state names of states with commas between; empty for all
 * @param name with a {@code *} at its end for the beginning of names; empty for all
 * @param size most jobs of a page
 */
public record JobPages(AdminClient client, Optional<String> state, Optional<String> name, int size) {
    /** Enough for few requests, and answered at once. */
    private static final int USUAL_SIZE = 500;

    public JobPages(AdminClient client, Optional<String> state, Optional<String> name) {
        this(client, state, name, USUAL_SIZE);
    }

    /** The newest of them, so many at most; the list says nothing of the rest. */
    public JobList fetch(int limit) throws AwayException {
        JobList page = page(Optional.empty(), limit);
        JobList all = page;
        while (page.next().isPresent() && count(all) < limit) {
            page = page(page.next(), limit - count(all));
            all = joined(page, all);
        }
        return new JobList(all.periodic(), all.singlepass(), all.stopped(), all.finished(), all.total(),
                all.unreadable(), Optional.empty());
    }

    private JobList page(Optional<String> after, int most) throws AwayException {
        return client.jobs("limit=" + Math.min(size, most) + parameter("state", state) + parameter("name", name)
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
