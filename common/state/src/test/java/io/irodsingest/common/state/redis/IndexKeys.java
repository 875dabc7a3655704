package io.irodsingest.common.state.redis;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The index of jobs in a test's Redis, past the product's own code. */
record IndexKeys(TestRedis redis) {
    private static final Keys KEYS = new Keys("ii:");
    private static final String JOBS = "ii:{jobs}:";

    /** As if so much time had gone by since the job was entered, and since it ended, that all have seen it. */
    void age(String id) {
        redis.command("ZADD " + KEYS.active() + " XX 1000000 " + id);
        if (redis.command("HEXISTS " + KEYS.job(id) + " ended").equals(":1")) {
            redis.command("HSET " + KEYS.job(id) + " ended 1000");
        }
    }

    void state(String id, JobState state) {
        redis.command("HSET " + KEYS.job(id) + " state " + state);
    }

    /** As a version without an index leaves it. */
    void drop() {
        KEYS.ofIndex().stream().filter(key -> !key.equals(KEYS.names()) && !key.equals(KEYS.list()))
                .forEach(key -> redis.command("DEL " + key));
    }

    long count(String set) {
        return Long.parseLong(redis.command("ZCARD " + JOBS + set).substring(1));
    }

    boolean has(String set, String id) {
        return redis.command("ZSCORE " + JOBS + set + ' ' + id).startsWith("$") && !redis
                .command("ZSCORE " + JOBS + set + ' ' + id).equals("$-1");
    }

    boolean isInState(JobState state, Job job) {
        String member = '"' + job.id() + ' ' + job.spec().name() + '"';
        return !redis.command("ZSCORE " + KEYS.inState(state) + ' ' + member).equals("$-1");
    }

    /** Every job is in the list, among the ids, and in one place; what is said of ended jobs is the sum of what each counted. */
    void expectSound() {
        List<String> ids = members("ZRANGE " + KEYS.list() + " 0 -1").stream()
                .map(member -> member.substring(0, member.indexOf(' '))).sorted().toList();
        assertThat(members("HKEYS " + JOBS + "ids")).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(count("named")).isEqualTo(ids.size());
        List<String> placed = new ArrayList<>();
        for (String set : List.of("active", "waiting", "ended")) {
            placed.addAll(members("ZRANGE " + JOBS + set + " 0 -1"));
        }
        assertThat(placed).containsExactlyInAnyOrderElementsOf(ids);
        List<String> atRest = JobIndex.AT_REST.stream()
                .flatMap(state -> members("ZRANGE " + KEYS.inState(state) + " 0 -1").stream())
                .map(member -> member.substring(0, member.indexOf(' '))).toList();
        assertThat(atRest).containsExactlyInAnyOrderElementsOf(Stream.of("waiting", "ended")
                .flatMap(set -> members("ZRANGE " + JOBS + set + " 0 -1").stream()).toList());
        expectSums();
    }

    private void expectSums() {
        Map<String, Long> sums = new TreeMap<>();
        members("HVALS " + JOBS + "figures").stream().flatMap(figures -> Stream.of(figures.split(" ")))
                .forEach(figure -> sums.merge(figure.substring(0, figure.indexOf('=')),
                        Long.parseLong(figure.substring(figure.indexOf('=') + 1)), Long::sum));
        Map<String, Long> kept = new TreeMap<>();
        List<String> pairs = members("HGETALL " + JOBS + "sums");
        for (int i = 0; i < pairs.size(); i += 2) {
            kept.put(pairs.get(i), Long.parseLong(pairs.get(i + 1)));
        }
        sums.values().removeIf(sum -> sum == 0);
        kept.values().removeIf(sum -> sum == 0);
        assertThat(kept).isEqualTo(sums);
    }

    private List<String> members(String command) {
        List<String> lines = redis.lines(command);
        // the answer's head, then of each its length and itself, and the answer to QUIT
        List<String> members = new ArrayList<>();
        for (int i = 2; i < lines.size() - 1; i += 2) {
            members.add(lines.get(i));
        }
        return members;
    }
}
