package io.irodsingest.cli.client;

import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.FailureList.Failure;
import java.util.ArrayList;
import java.util.List;

/** Failures of a job, fetched in as many pages as it takes. */
public record FailurePages(AdminClient client, String job) {
    /** Most that the orchestrator gives at a time. */
    private static final int PAGE = 1000;

    /**
     * What was fetched.
     *
     * @param more whether there are others behind these
     */
    public record Fetched(List<Failure> failures, boolean more) {}

    public Fetched fetch(int offset, int limit) throws AwayException {
        List<Failure> all = new ArrayList<>();
        while (all.size() <= limit) {
            // one more than is wanted tells whether there are more
            int size = (int) Math.min(PAGE, (long) limit + 1 - all.size());
            FailureList page = client.failures(job, offset + all.size(), size);
            all.addAll(page.failures());
            if (page.failures().size() < size) {
                break;
            }
        }
        return new Fetched(List.copyOf(all.subList(0, Math.min(all.size(), limit))), all.size() > limit);
    }
}
