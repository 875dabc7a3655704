package io.irodsingest.common.state.redis;

import io.irodsingest.common.state.JobPlace;
import io.irodsingest.common.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/**
 * The index of jobs: which are active, which wait for their next pass and until when, which have ended and how. {@code index.lua}
 * says why it is right whatever dies in between. Thread-safe.
 */
final class JobIndex {
    /** States in which a job does nothing by itself until a time that is known, or until other jobs have ended, or ever, in the order of their sets. */
    static final List<JobState> AT_REST = List.of(JobState.WAITING, JobState.STOPPED, JobState.COMPLETED,
            JobState.COMPLETED_WITH_FAILURES, JobState.FAILED, JobState.EXPIRED, JobState.BLOCKED);

    /** More than lies between the entry of a job and what makes it active, as a rule. */
    static final Duration YOUNG = Duration.ofMinutes(1);

    /** A script that looks at so many entries takes a millisecond or two. */
    private static final int ENTRIES_A_STEP = 1_000;
    private static final int JOBS_A_STEP = 50;
    private static final int NAMES_A_STEP = 200;
    /** A look at the active jobs reads so many records more while the index is made. */
    private static final int MOST_ADOPTED = 5_000;

    /** Some entries are looked at in vain, at the place where a page begins. */
    private static final int SPARE = 20;

    private final RedisCalls redis;
    private final Keys keys;

    JobIndex(RedisCalls redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /**
     * What the index tells.
     *
     * @param active ids and stamps
     * @param rest empty when the version is the one that was known
     */
    record Look(Instant now, String version, Map<String, Long> active, Optional<Rest> rest) {}

    /**
     * @param waiting ids and when their next passes are planned, in ms; of those that wait for other jobs, when they were made
     * @param sums what ended jobs counted
     * @param followed ids and stamps of jobs whose follow-ups are not dealt with
     */
    record Rest(Map<String, Long> waiting, Map<JobState, Long> sizes, Map<String, String> sums,
            Map<String, Long> followed) {}

    /** @param version that is known; empty for none */
    Look look(String version) throws InterruptedException {
        List<Object> answer = redis.run(Script.LOOK, RScript.ReturnType.LIST, keys.ofIndex(), List.of(version));
        return new Look(Instant.ofEpochMilli(number(answer.get(0))), (String) answer.get(1), scores(answer.get(2)),
                answer.size() == 3 ? Optional.empty() : Optional.of(rest(answer)));
    }

    private static Rest rest(List<Object> answer) {
        List<Object> sizes = RedisCalls.asList(answer.get(4));
        Map<JobState, Long> byState = new LinkedHashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            byState.put(AT_REST.get(i), number(sizes.get(i)));
        }
        Map<String, String> sums = new LinkedHashMap<>();
        List<Object> pairs = RedisCalls.asList(answer.get(5));
        for (int i = 0; i < pairs.size(); i += 2) {
            sums.put((String) pairs.get(i), (String) pairs.get(i + 1));
        }
        return new Rest(scores(answer.get(3)), byState, sums, scores(answer.get(6)));
    }

    /** Enters jobs among the active ones, before and after something makes them active. */
    void enter(List<String> ids) throws InterruptedException {
        if (!ids.isEmpty()) {
            redis.run(Script.ENTER, RScript.ReturnType.VALUE, keys.ofIndex(), ids);
        }
    }

    /** What may make a job active. */
    @FunctionalInterface
    interface Activation<T> {
        T run() throws InterruptedException;
    }

    /**
     * The job is active in the index before it is in its record. When so much time goes by in between that it was put to rest again,
     * the second entry helps, and when that does not happen, the upkeep.
     */
    <T> T madeActive(String jobId, Activation<T> activation) throws InterruptedException {
        enter(List.of(jobId));
        T result = activation.run();
        enter(List.of(jobId));
        return result;
    }

    /** Enters a job among those whose follow-ups are not dealt with, before and after something lets it end. */
    void follow(String jobId) throws InterruptedException {
        redis.run(Script.FOLLOW, RScript.ReturnType.VALUE, keys.ofIndex(), List.of(jobId));
    }

    /** Takes a job out of those, if it has this stamp there and the stamp is old. */
    void unfollow(String jobId, long stamp) throws InterruptedException {
        redis.run(Script.UNFOLLOW, RScript.ReturnType.VALUE, keys.ofIndex(), List.of(jobId, stamp, YOUNG.toMillis()));
    }

    /**
     * A job that is at rest.
     *
     * @param stamp from before its record was read
     * @param time when its next pass is planned, or when it ended, as {@link Records#endInTurn} reckons it, in ms; of one that waits for
     *        other jobs, when it was made
     * @param figures as {@code settle.lua} wants them; empty for one that waits
     */
    record Settled(String id, long stamp, JobState state, long time, long created, String figures) {}

    void settle(List<Settled> jobs) throws InterruptedException {
        for (List<Settled> some : steps(jobs)) {
            List<Object> arguments = new ArrayList<>(List.of(YOUNG.toMillis()));
            some.forEach(job -> arguments.addAll(List.of(job.id(), job.stamp(), AT_REST.indexOf(job.state()),
                    job.time(), job.created(), job.figures())));
            redis.run(Script.SETTLE, RScript.ReturnType.VALUE, keys.ofIndex(), arguments);
        }
    }

    /** @param jobs ids of jobs without records, and the stamps or times of end that they had before the records were looked for */
    void forget(Map<String, Long> jobs) throws InterruptedException {
        for (List<Map.Entry<String, Long>> some : steps(List.copyOf(jobs.entrySet()))) {
            List<Object> arguments = new ArrayList<>();
            some.forEach(job -> arguments.addAll(List.of(job.getKey(), job.getValue())));
            redis.run(Script.FORGET, RScript.ReturnType.VALUE, keys.ofIndex(), arguments);
        }
    }

    private static <T> List<List<T>> steps(List<T> jobs) {
        List<List<T>> steps = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += JOBS_A_STEP) {
            steps.add(jobs.subList(from, Math.min(jobs.size(), from + JOBS_A_STEP)));
        }
        return steps;
    }

    /**
     * A step over the list of jobs, for those that the index does not have.
     *
     * @param from where to begin
     * @return where to go on; 0 when all are in the index, or at the end of the list
     */
    long adopt(long from) throws InterruptedException {
        return redis.<Long>run(Script.ADOPT, RScript.ReturnType.LONG, keys.ofIndex(),
                List.of(from, ENTRIES_A_STEP, MOST_ADOPTED));
    }

    /**
     * Jobs at rest whose records are to be looked at.
     *
     * @param overdue ids and times of end of jobs whose records may be gone
     * @param waiting ids
     * @param retryable ids of jobs that ended with failures
     */
    record Rested(Map<String, Long> overdue, List<String> waiting, List<String> retryable) {}

    /** @param skipped of the overdue ones, and of each of the others */
    Rested rested(Duration kept, long skippedOverdue, int mostOverdue, long skipped, int most)
            throws InterruptedException {
        List<Object> answer = redis.run(Script.RESTED, RScript.ReturnType.LIST, keys.ofIndex(),
                List.of(kept.toMillis(), skippedOverdue, mostOverdue,
                        AT_REST.indexOf(JobState.COMPLETED_WITH_FAILURES), skipped, most));
        return new Rested(scores(answer.get(0)),
                RedisCalls.asList(answer.get(1)).stream().map(String.class::cast).toList(),
                RedisCalls.asList(answer.get(2)).stream().map(member -> idOf((String) member)).toList());
    }

    /** Ids of the active jobs. */
    List<String> active() throws InterruptedException {
        return List.copyOf(redis.send(() -> redis.redisson()
                .<String>getScoredSortedSet(keys.active(), StringCodec.INSTANCE).readAllAsync()));
    }

    /** How many are in some sets together. */
    long size(List<String> sets) throws InterruptedException {
        return redis.batch(batch -> sets.forEach(set -> batch.getScoredSortedSet(set).sizeAsync())).stream()
                .mapToLong(JobIndex::number).sum();
    }

    /**
     * Jobs of some sets, newest first.
     *
     * @param sets of "id name", by time of creation
     * @param most when there are so many, it may stop
     * @return where they stand, and their names
     */
    SortedMap<JobPlace, String> newest(List<String> sets, Optional<JobPlace> after, int most)
            throws InterruptedException {
        SortedMap<JobPlace, String> found = new TreeMap<>();
        Optional<JobPlace> place = after;
        boolean more = !sets.isEmpty();
        while (more && found.size() < most) {
            List<Object> answer = redis.run(Script.PAGE, RScript.ReturnType.LIST, List.copyOf(sets),
                    List.of(place.map(at -> String.valueOf(at.created())).orElse(""),
                            place.map(JobPlace::id).orElse(""),
                            Math.min(ENTRIES_A_STEP, most - found.size()) + SPARE));
            more = number(answer.getFirst()) == 1;
            addPlaces(answer, found);
            place = found.isEmpty() ? place : Optional.of(found.lastKey());
        }
        return found;
    }

    /** Jobs of some sets that have a name, newest first. */
    SortedMap<JobPlace, String> named(List<String> sets, NamePattern name) throws InterruptedException {
        SortedMap<JobPlace, String> found = new TreeMap<>();
        List<Object> all = new ArrayList<>(List.of(keys.named()));
        all.addAll(sets);
        String from = sets.isEmpty() ? "" : name.first();
        while (!from.isEmpty()) {
            List<Object> answer = redis.run(Script.NAMED, RScript.ReturnType.LIST, all,
                    List.of(from, name.last(), NAMES_A_STEP));
            from = (String) answer.getFirst();
            addPlaces(answer, found);
        }
        return found;
    }

    /** @param answer places and names, behind its first element */
    private static void addPlaces(List<Object> answer, Map<JobPlace, String> found) {
        for (int i = 1; i < answer.size(); i += 3) {
            found.put(new JobPlace(number(answer.get(i)), (String) answer.get(i + 1)), (String) answer.get(i + 2));
        }
    }

    private static String idOf(String member) {
        return member.substring(0, member.indexOf(' '));
    }

    private static Map<String, Long> scores(Object answer) {
        List<Object> pairs = RedisCalls.asList(answer);
        Map<String, Long> scores = LinkedHashMap.newLinkedHashMap(pairs.size() / 2);
        for (int i = 0; i < pairs.size(); i += 2) {
            scores.put((String) pairs.get(i), number(pairs.get(i + 1)));
        }
        return scores;
    }

    private static long number(Object answer) {
        return answer instanceof Number number ? number.longValue() : Long.parseLong((String) answer);
    }
}
