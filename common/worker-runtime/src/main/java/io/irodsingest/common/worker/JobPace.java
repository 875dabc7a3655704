package io.irodsingest.common.worker;

import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.job.JobLimits;
import io.irodsingest.common.state.JobStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the requests and bytes of a job below its limits, together with all other workers: each lays claim to a tenth of a second's
 * share at a time. Thread-safe.
 */
final class JobPace implements RateLimit {
    private static final int PARTS = 10;

    private final Allowance requests;
    private final Allowance bytes;

    private JobPace(Allowance requests, Allowance bytes) {
        this.requests = requests;
        this.bytes = bytes;
    }

    static RateLimit of(String jobId, JobLimits limits, JobStore store) {
        if (limits.requestsPerSecond().isEmpty() && limits.bytesPerSecond().isEmpty()) {
            return FREE;
        }
        return new JobPace(new Allowance(jobId, "requests", limits.requestsPerSecond().orElse(0), store),
                new Allowance(jobId, "bytes", limits.bytesPerSecond().orElse(0), store));
    }

    @Override
    public void request(long count) throws InterruptedException {
        requests.take(1);
        bytes.take(count);
    }

    /** What this worker may do at once. */
    private static final class Allowance {
        private final String jobId;
        private final String what;
        private final long perSecond;
        private final JobStore store;
        private final Lock lock = new ReentrantLock();
        private long left;

        /** @param perSecond 0 for no limit */
        Allowance(String jobId, String what, long perSecond, JobStore store) {
            this.jobId = jobId;
            this.what = what;
            this.perSecond = perSecond;
            this.store = store;
        }

        /** Who waits keeps back those behind it: they would have to wait longer. */
        void take(long amount) throws InterruptedException {
            if (perSecond == 0 || amount == 0) {
                return;
            }
            lock.lockInterruptibly();
            try {
                if (left < amount) {
                    long claim = Math.max(amount - left, perSecond / PARTS);
                    TimeUnit.NANOSECONDS.sleep(store.claimRate(jobId, what, claim, perSecond).toNanos());
                    left += claim;
                }
                left -= amount;
            } finally {
                lock.unlock();
            }
        }
    }
}
