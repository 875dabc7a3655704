package io.irodsingest.common.worker;

import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.state.WorkerRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who does in a pass what is done once, like calling a hook of the job: the worker whose claim is in the job's record, until it notes that it is done. The claim
 * of a worker that died is taken over by whoever gets the task again. Thread-safe.
 */
final class JobHooks {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String NOBODY = "";
    private static final String DONE = "done";

    private final JobStore store;
    private final WorkerRegistry workers;
    private final String workerId;
    private final Set<String> here = ConcurrentHashMap.newKeySet();

    JobHooks(JobStore store, WorkerRegistry workers, String workerId) {
        this.store = store;
        this.workers = workers;
        this.workerId = workerId;
    }

    /** Waits while somebody who lives is at it. @return whether the caller is to call it, and to say {@link #end} then */
    boolean begin(String jobId, String hook) throws InterruptedException {
        while (true) {
            if (here.add(key(jobId, hook))) {
                String claim = claim(jobId, hook);
                if (claim.equals(workerId)) {
                    return true;
                }
                here.remove(key(jobId, hook));
                if (claim.equals(DONE)) {
                    return false;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    /** @return what is claimed, by us or by somebody who lives */
    private String claim(String jobId, String hook) throws InterruptedException {
        String known = NOBODY;
        while (true) {
            String claim = store.claimHook(jobId, hook, known, workerId);
            if (claim.equals(workerId) || claim.equals(DONE) || claim.equals(known) || lives(claim)) {
                return claim;
            }
            known = claim;
        }
    }

    private boolean lives(String worker) throws InterruptedException {
        return workers.alive().stream().anyMatch(beat -> beat.id().equals(worker));
    }

    /** @param called whether it was called to its good end; if not, it is left to whoever gets the task again */
    void end(String jobId, String hook, boolean called) throws InterruptedException {
        try {
            store.claimHook(jobId, hook, workerId, called ? DONE : NOBODY);
        } finally {
            here.remove(key(jobId, hook));
        }
    }

    private static String key(String jobId, String hook) {
        return jobId + ' ' + hook;
    }
}
