package io.irodsingest.common.state.redis;

import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.redis.JobIndex.Rested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Small steps that make and mend the index of jobs: it takes in what it does not have, forgets what is gone, and compares a few of
 * those at rest with their records. Steps bear being done by several processes at once; those of one are for one thread at a time.
 */
final class JobIndexUpkeep {
    private static final int OVERDUE_A_STEP = 100;
    private static final int COMPARED_A_STEP = 10;
    private static final Set<JobState> WAIT = Set.of(JobState.WAITING, JobState.BLOCKED);
    private static final Set<JobState> RETRYABLE = Set.of(JobState.COMPLETED_WITH_FAILURES);

    private final JobIndex index;
    private final JobRecords records;
    private final Duration kept;
    /** Where the next step goes on; when the index has changed meanwhile, some are passed over until the next round. */
    private long adopted;
    private long overdue;
    private long compared;

    /** @param kept how long the record of an ended job is */
    JobIndexUpkeep(JobIndex index, JobRecords records, Duration kept) {
        this.index = index;
        this.records = records;
        this.kept = kept;
    }

    /** @return whether there is more to be done at once */
    synchronized boolean step() throws InterruptedException {
        adopted = index.adopt(adopted);
        Rested rested = index.rested(kept, overdue, OVERDUE_A_STEP, compared, COMPARED_A_STEP);
        int forgotten = forget(rested.overdue());
        boolean full = rested.overdue().size() == OVERDUE_A_STEP;
        // records that stay longer than is said here must not hide those behind them
        overdue = full ? overdue + OVERDUE_A_STEP - forgotten : 0;
        compare(rested);
        int longest = Math.max(rested.waiting().size(), rested.retryable().size());
        compared = longest == COMPARED_A_STEP ? compared + COMPARED_A_STEP : 0;
        return adopted > 0 || full && forgotten > 0;
    }

    private int forget(Map<String, Long> ended) throws InterruptedException {
        List<String> ids = List.copyOf(ended.keySet());
        Map<String, Long> gone = new HashMap<>();
        List<Map<String, String>> all = records.read(ids);
        for (int i = 0; i < ids.size(); i++) {
            if (all.get(i).isEmpty()) {
                gone.put(ids.get(i), ended.get(ids.get(i)));
            }
        }
        index.forget(gone);
        return gone.size();
    }

    /** A job that is not what the index says is entered among the active ones, whose records are read each time. */
    private void compare(Rested rested) throws InterruptedException {
        List<String> ids = Stream.concat(rested.waiting().stream(), rested.retryable().stream()).toList();
        List<Map<String, String>> all = records.read(ids);
        List<String> others = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Set<JobState> expected = i < rested.waiting().size() ? WAIT : RETRYABLE;
            String state = all.get(i).get("state");
            if (state != null && !expected.contains(Records.state(state))) {
                others.add(ids.get(i));
            }
        }
        index.enter(others);
    }
}
