package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.UnreadableRecordException;
import io.irodsingest.common.job.Job;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records of many jobs, of which some may not be readable: those are passed over, told once and remembered. Thread-safe. */
final class JobRecords {
    private static final Logger LOG = LoggerFactory.getLogger(JobRecords.class);

    /** Why it cannot be read, by the job's id. */
    private final Map<String, String> unreadable = new ConcurrentSkipListMap<>();

    /** As {@link Records#job}, and empty also for a record that cannot be read. */
    Optional<Job> readable(String id, Map<String, String> fields) {
        try {
            Optional<Job> job = Records.job(id, fields);
            unreadable.remove(id);
            return job;
        } catch (UnreadableRecordException foreign) {
            if (unreadable.put(id, foreign.getMessage()) == null) {
                LOG.warn("a job is left to others: {}", foreign.getMessage());
            }
            return Optional.empty();
        }
    }

    /** Forgets jobs that are none any more. */
    void retain(Collection<String> ids) {
        unreadable.keySet().retainAll(ids);
    }

    List<String> unreadable() {
        return List.copyOf(unreadable.values());
    }
}
