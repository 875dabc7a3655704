package io.irodsingest.orchestrator.watch;

import io.irodsingest.adminapi.Entries;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.Job;
import io.irodsingest.ingesttasks.IngestCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much all jobs together got done in the last hour, as far as this process has looked on: a point for each ten seconds. It is made of what
 * is seen of jobs anyway. Thread-safe.
 */
public final class Throughput {
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final int MOST_POINTS = 360;
    private static final double MILLIS = 1000.0;

    /**
     * @param at the end of the time that it tells of, by the clock of Redis
     * @param entries that were done a second; those that failed are among them
     * @param bytes that scans found a second
     */
    public record Point(Instant at, double entries, double bytes) {}

    private record Seen(long pass, long entries, long bytes) {}

    private final Deque<Point> points = new ArrayDeque<>();
    private Map<String, Seen> jobs = Map.of();
    private Instant lookedAt = Instant.EPOCH;
    private Instant begun = Instant.EPOCH;
    private long entries;
    private long bytes;

    /** @param cluster after each look at Redis */
    public synchronized void note(ClusterSnapshot cluster) {
        Instant now = cluster.time().at();
        boolean first = lookedAt.equals(Instant.EPOCH);
        Map<String, Seen> seen = new HashMap<>();
        for (Job job : cluster.jobs()) {
            Seen counted = seen(job);
            seen.put(job.id(), counted);
            if (!first) {
                add(before(job), counted);
            }
        }
        if (first) {
            begun = now;
        }
        jobs = seen;
        lookedAt = now;
        Duration time = Duration.between(begun, now);
        if (time.compareTo(STEP) >= 0) {
            double seconds = time.toMillis() / MILLIS;
            points.addLast(new Point(now, entries / seconds, bytes / seconds));
            if (points.size() > MOST_POINTS) {
                points.removeFirst();
            }
            begun = now;
            entries = 0;
            bytes = 0;
        }
    }

    /** The older first. */
    public synchronized List<Point> points() {
        return List.copyOf(points);
    }

    private static Seen seen(Job job) {
        return new Seen(job.passes().ended() + (job.passes().endedAt().isPresent() ? 0 : 1),
                Entries.done(key -> job.counts().of(new Count(key))), job.counts().of(IngestCount.BYTES));
    }

    /** What was known of a job; of one that was made since, that nothing was done, and of another one its present. */
    private Seen before(Job job) {
        Seen known = jobs.get(job.id());
        if (known != null) {
            return known;
        }
        return job.createdAt().isBefore(lookedAt) ? seen(job) : new Seen(1, 0, 0);
    }

    private void add(Seen before, Seen now) {
        // a pass that begins counts from 0 again
        boolean same = before.pass() == now.pass() && before.entries() <= now.entries();
        entries += now.entries() - (same ? before.entries() : 0);
        bytes += Math.max(0, now.bytes() - (same ? before.bytes() : 0));
    }
}
