package io.irodsingest.common.state.redis;

import io.irodsingest.ingesttasks.EntryGroup;
import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.job.Counts;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.Accounting.Commit;
import io.irodsingest.common.state.CacheUpdate;
import io.irodsingest.common.state.redis.ScriptCalls.ScriptCall;
import io.irodsingest.common.sync.Change;
import io.irodsingest.ingesttasks.IngestTask;
import io.irodsingest.common.task.Task;
import io.irodsingest.common.task.TaskCodec;
import io.irodsingest.common.task.TaskMessage;
import io.irodsingest.ingesttasks.IngestLane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RScript.ReturnType;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Each script by itself: of jobs that are not there, in every state, twice, and of a job with a huge table. How much a script does is
 * asserted by the commands that it sends, not by its time, which {@link #figures} prints.
 */
class ScriptsTest {
    private static final Keys KEYS = new Keys("ii:");
    private static final String FIGURES = "irods-ingest.test.open-tasks";
    private static final int OPEN = 10_000;
    private static final List<Long> NUMBERS = LongStream.rangeClosed(2, 1 + ScriptCalls.AT_ONCE).boxed().toList();
    private static final int MOST_COMMANDS = 1_000;
    private static final int LARGE_COMMITS = 100;
    /** Commands that answer with, or go over, all of a key. */
    private static final List<String> OF_ALL = List.of("hkeys", "hgetall", "hvals", "smembers", "sort", "keys", "del");

    private static final List<String> SIZES = List.of("state", "registered", "c.failed", "unkept", "retried", "pass",
            "passes", "resumes", "tasks", "failures", "delayed", "unsent", "restart", "path", "file", "delete");

    private static TestRedis redis;
    private static RedissonClient redisson;

    @BeforeAll
    static void start() {
        redis = TestRedis.shared();
        redisson = Redisson.create(RedisConfiguration.of(redis.settings()));
    }

    @AfterAll
    static void stop() {
        redis.command("FLUSHALL");
        redisson.shutdown();
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void aJobThatIsNotThereStaysSo(Script script) {
        redis.command("FLUSHALL");
        TaskMessage task = task("nosuchjob");

        run(ScriptCalls.of(script, task, List.of(2L)));

        assertThat(redis.command("HEXISTS " + KEYS.job("nosuchjob") + " state")).isEqualTo(":0");
        assertThat(redis.command("EXISTS " + KEYS.tasks("nosuchjob") + ' ' + KEYS.pending("nosuchjob") + ' '
                + KEYS.unsent("nosuchjob") + ' ' + KEYS.handed("nosuchjob", IngestLane.FILE))).isEqualTo(":0");
    }

    static Stream<Arguments> inEveryState() {
        return Stream.of(Script.values())
                .flatMap(script -> Stream.of(JobState.values()).map(state -> Arguments.of(script, state)));
    }

    /** Also of scripts that belong to another state: whatever is done, each open task stands where somebody finds it. */
    @ParameterizedTest
    @MethodSource("inEveryState")
    void inEveryStateACallThatIsRepeatedChangesNothingMore(Script script, JobState state) {
        redis.command("FLUSHALL");
        String id = "job";
        int open = state.keepsTasks() ? 50 : 0;
        fill(id, open, state);
        Map<String, String> before = sizes(id);
        ScriptCall call = ScriptCalls.of(script, task(id), List.of(2L, 3L, 4L));

        run(call);
        Map<String, String> once = sizes(id);
        run(call);

        assertThat(sizes(id)).isEqualTo(once);
        if (!once.get("state").equals(before.get("state"))) {
            assertThat(JobState.valueOf(before.get("state"))
                    .mayBecome(JobState.valueOf(once.get("state")))).as(before + " became " + once).isTrue();
        }
        assertThat(strays(id)).as("open tasks that nobody would find").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void theWorkOfOneCallIsBoundedHoweverManyTasksAreOpen(Script script) {
        redis.command("FLUSHALL");
        fill("huge", OPEN, script == Script.RENEW || script == Script.RESUME ? JobState.PAUSED : JobState.RUNNING);
        redis.command("CONFIG RESETSTAT");

        run(ScriptCalls.of(script, task("huge"), NUMBERS));

        Map<String, Long> calls = commands();
        assertThat(sum(calls)).isLessThanOrEqualTo(MOST_COMMANDS);
        // the record of the job, the marks of one task and the sums of what is counted are small
        if (!Set.of(Script.BEGIN, Script.RETRY, Script.FAIL, Script.MARKS, Script.LOOK).contains(script)) {
            assertThat(calls.keySet()).doesNotContainAnyElementsOf(OF_ALL);
        }
    }

    /** Prints how long each script takes in Redis with a table of so many tasks; a gigabyte for three millions. */
    @Test
    @EnabledIfSystemProperty(named = FIGURES, matches = "\\d+")
    void figures() {
        redis.command("FLUSHALL");
        int open = Integer.getInteger(FIGURES);
        fill("huge", open, JobState.RUNNING);
        for (Script script : Script.values()) {
            if (script != Script.FAIL) {
                boolean isPaused = script == Script.RENEW || script == Script.RESUME;
                redis.command("HSET " + KEYS.job("huge") + " state " + (isPaused ? "PAUSED" : "RUNNING"));
                print(script, open);
            }
        }
        printLargeCommit(open);
        // it ends the pass, with all tables
        print(Script.FAIL, open);
    }

    private static void print(Script script, int open) {
        List<Long> micros = new ArrayList<>();
        for (int time = 0; time < 5; time++) {
            redis.command("CONFIG RESETSTAT");
            run(ScriptCalls.of(script, task("huge"), NUMBERS));
            micros.add(usec());
        }
        System.out.printf(Locale.ROOT, "script %-12s %,9d open tasks: %5d commands, us in Redis: %s%n",
                script.name().toLowerCase(Locale.ROOT), open, sum(commands()), micros);
    }

    /** The largest that there is: a scan commits at least every 2,000 entries, and here each file is a task. */
    private static void printLargeCommit(int open) {
        Task child = new IngestTask.SyncFiles(List.of(new EntryGroup(new RawPath("some/directory/of/the/source"),
                Change.NEW, true, 0, List.of(new RawPath("sample-10.fastq.gz")))), 0);
        double before = cpuSeconds();
        List<Long> micros = new ArrayList<>();
        for (int time = 0; time < LARGE_COMMITS; time++) {
            redis.command("HSET " + KEYS.tasks("huge") + " 5 n::{}");
            redis.command("CONFIG RESETSTAT");
            run(new ScriptCall(Script.COMMIT, ReturnType.LIST, KEYS.ofTask(task("huge")),
                    ScriptCalls.arguments(new Commit(task("huge"), Counts.NONE, Collections.nCopies(2_000, child),
                            List.of(), CacheUpdate.NONE, Optional.empty()))));
            micros.add(usec());
        }
        Collections.sort(micros);
        System.out.printf(Locale.ROOT,
                "a commit with 2,000 children of %d characters each, %,d open tasks: median %.1f ms, %.1f ms of a CPU with"
                        + " what comes before and after the script%n",
                TaskCodec.encodeTask(child).length(), open, micros.get(micros.size() / 2) / 1000.0,
                (cpuSeconds() - before) * 1000 / LARGE_COMMITS);
    }

    /** What Redis has used of processors; unlike a time, it says the same on a busy machine. */
    private static double cpuSeconds() {
        return redis.lines("INFO cpu").stream().filter(line -> line.matches("used_cpu_(user|sys):.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1).strip())).sum();
    }

    private static long sum(Map<String, Long> calls) {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> commands() {
        Map<String, Long> calls = new TreeMap<>();
        stats().forEach((command, line) -> calls.put(command, figure(line, "calls")));
        List.of("info", "config", "config|resetstat", "evalsha", "eval", "auth", "quit", "hello", "ping", "command")
                .forEach(calls::remove);
        return calls;
    }

    /** The time of scripts. */
    private static long usec() {
        return stats().entrySet().stream().filter(entry -> entry.getKey().startsWith("eval"))
                .mapToLong(entry -> figure(entry.getValue(), "usec")).max().orElse(0);
    }

    private static Map<String, String> stats() {
        Map<String, String> lines = new TreeMap<>();
        redis.lines("INFO commandstats").stream().filter(line -> line.startsWith("cmdstat_"))
                .forEach(line -> lines.put(line.substring(8, line.indexOf(':')), line));
        return lines;
    }

    private static long figure(String line, String name) {
        int at = line.indexOf(name + '=') + name.length() + 1;
        return Long.parseLong(line.substring(at, line.indexOf(',', at)));
    }

    private static TaskMessage task(String jobId) {
        return new TaskMessage(jobId, 5, "n", new IngestTask.SyncFiles(List.of(), 0));
    }

    private static Object run(ScriptCall call) {
        return redisson.getScript(StringCodec.INSTANCE).eval((String) call.keys().getFirst(), RScript.Mode.READ_WRITE,
                call.script().text(), call.type(), call.keys(), call.arguments().toArray());
    }

    /**
     * A job with so many open tasks: most were published, a tenth each is delayed and due, or to be published by an orchestrator,
     * or is being published; and with as many failures as are kept, if it has tasks at all.
     */
    private static void fill(String id, int open, JobState state) {
        String script = """
                local open, now = tonumber(ARGV[1]), 1700000000000
                redis.call('HSET', KEYS[1], 'spec', '{}', 'created', '1', 'state', ARGV[2], 'registered', open + 1, 'pass', 1,
                    'passes', 0, 'planned', now, 'started', now, 'c.failed', math.floor(open / 4), 'unkept', 0, 'next', now)
                if ARGV[2] == 'BLOCKED' then
                    redis.call('HSET', KEYS[1], 'after', '[{"id":"other","name":"o","however":false,"met":false}]',
                        'first', '{"type":"start"}')
                end
                if ARGV[2] == 'WAITING' then
                    redis.call('HSET', KEYS[1], 'interval', 1000)
                end
                for i = tonumber(ARGV[3]), math.min(ARGV[3] + 9999, open + 1) do
                    redis.call('HSET', KEYS[2], i, 'n::{"type":"start"}')
                    local part = i % 10
                    if part == 7 then
                        redis.call('ZADD', KEYS[6], now + i, i)
                    elseif part == 8 then
                        redis.call('ZADD', KEYS[8], now + i, i)
                    elseif part == 9 then
                        redis.call('HSET', KEYS[3], i - 1, '-,n,' .. i .. ',' .. i .. ',' .. now .. ';')
                    else
                        redis.call('ZADD', KEYS[12], now + i, i)
                    end
                    if i % 4 == 0 then
                        redis.call('ZADD', KEYS[4], i, '/f' .. i)
                        redis.call('HSET', KEYS[5], '/f' .. i, '1 no')
                    end
                end
                """;
        for (int from = 2; from == 2 || from <= open + 1; from += 10_000) {
            redisson.getScript(StringCodec.INSTANCE).eval(KEYS.job(id), RScript.Mode.READ_WRITE, script,
                    ReturnType.VALUE, withHanded(id), open, state.name(), from);
        }
    }

    /** All of a job, and then the published tasks of each lane. */
    private static List<Object> withHanded(String id) {
        return Stream.concat(KEYS.ofJob(id).stream(), IngestLane.ALL.stream().map(lane -> KEYS.handed(id, lane)))
                .toList();
    }

    /** What a job consists of, without times. */
    private static Map<String, String> sizes(String id) {
        String script = """
                local answer = redis.call('HMGET', KEYS[1], 'state', 'registered', 'c.failed', 'unkept', 'retried', 'pass', 'passes',
                    'resumes')
                for i = 1, 8 do
                    answer[i] = answer[i] or '-'
                end
                answer[9] = tostring(redis.call('HLEN', KEYS[2]))
                for i, key in ipairs({4, 6, 8, 10, 11, 12, 13}) do
                    answer[9 + i] = tostring(redis.call('ZCARD', KEYS[key]))
                end
                return answer
                """;
        List<String> answer = redisson.getScript(StringCodec.INSTANCE).eval(KEYS.job(id), RScript.Mode.READ_WRITE,
                script, ReturnType.LIST, withHanded(id));
        Map<String, String> sizes = new TreeMap<>();
        for (int i = 0; i < SIZES.size(); i++) {
            sizes.put(SIZES.get(i), answer.get(i));
        }
        return sizes;
    }

    /** Open tasks of a job that may go on which stand in no other key; of those in a range of pending, none. */
    private static List<String> strays(String id) {
        if (!JobState.valueOf(sizes(id).get("state")).keepsTasks()) {
            return new ArrayList<>();
        }
        String script = """
                local answer, kept = {}, {}
                for _, value in ipairs(redis.call('HVALS', KEYS[3])) do
                    for first, last in string.gmatch(value, ',(%d+),(%d+),%d+;') do
                        for number = tonumber(first), tonumber(last) do
                            kept[number] = true
                        end
                    end
                end
                for _, number in ipairs(redis.call('HKEYS', KEYS[2])) do
                    local known = kept[tonumber(number)] or redis.call('ZSCORE', KEYS[6], number)
                    for i = 8, #KEYS do
                        known = known or i ~= 9 and redis.call('ZSCORE', KEYS[i], number)
                    end
                    if not known then
                        answer[#answer + 1] = number
                    end
                end
                return answer
                """;
        return redisson.getScript(StringCodec.INSTANCE).eval(KEYS.job(id), RScript.Mode.READ_WRITE, script,
                ReturnType.LIST, withHanded(id));
    }
}
