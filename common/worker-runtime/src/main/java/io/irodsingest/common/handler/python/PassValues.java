package io.irodsingest.common.handler.python;

import io.irodsingest.common.state.JobStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Values that an event handler of Python keeps for its job's pass, beside the claims to its hooks in the job's record. Few may do so, and
 * short ones, for the record is read as a whole. Thread-safe.
 */
public final class PassValues implements JobValues {
    private static final int MOST = 1_000;
    private static final int LONGEST = 1_000;
    private static final String PREFIX = "value.";

    private final JobStore jobs;
    private final String jobId;
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    public PassValues(JobStore jobs, String jobId) {
        this.jobs = jobs;
        this.jobId = jobId;
    }

    @Override
    public String replace(String name, String known, String wanted) throws InterruptedException {
        if (!wanted.isEmpty()) {
            if (name.length() + wanted.length() > LONGEST || written.size() >= MOST && !written.contains(name)) {
                throw new IllegalArgumentException("a job keeps at most " + MOST + " values of an event handler, of "
                        + LONGEST + " characters with their names: for more, have a Redis of your own");
            }
            written.add(name);
        }
        return jobs.claimHook(jobId, PREFIX + name, known, wanted);
    }
}
