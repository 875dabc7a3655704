package io.irodsingest.benchmarks;

import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.common.state.NewJob;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what an orchestrator with nothing to do costs Redis when many jobs are remembered, how fast it lists them, and
 * how long the dashboard's pages take. */
@Command(name = "jobs", mixinStandardHelpOptions = true, description = "Fills the Redis that the tests would use, whose data are lost, with jobs as a version without an index leaves them, and starts an orchestrator.")
final class RememberedJobs implements Callable<Integer> {
    private static final Duration TAKEN_OVER_WITHIN = Duration.ofMinutes(10);
    private static final Duration QUIET_AFTER = Duration.ofSeconds(10);
    private static final int AT_ONCE = 1_000;
    private static final int OK = 200;

    /** Makes jobs like the one that is there, of several states, each a few seconds younger than the one before. */
    private static final String FILL = """
            local spec, from, count, waiting = redis.call('HGET', KEYS[1], 'spec'), tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] == '1'
            local first = redis.call('TIME')[1] * 1000 - 500000000
            local states = {'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED_WITH_FAILURES', 'STOPPED', 'FAILED'}
            for i = from, from + count - 1 do
                local id, name = string.format('%020x', i), (waiting and 'periodic-' or 'nightly-') .. i % 5000
                local created = string.format('%.0f', first + i * 4000)
                local job = 'ii:job:{' .. id .. '}'
                redis.call('HSET', job, 'spec', (string.gsub(spec, '"name":"[^"]*"', '"name":"' .. name .. '"')),
                    'state', waiting and 'WAITING' or states[i % #states + 1], 'created', created, 'started', created,
                    'ended', string.format('%.0f', created + 3000), 'registered', 40, 'registeredBefore', 0, 'pass', 1, 'passes', 1, 'open', 0,
                    'planned', created, 'last', created, 'unkept', 0, 'c.files', 1000, 'c.registered', 1000, 'c.bytes', 5000000)
                if waiting then
                    redis.call('HSET', job, 'interval', 86400000, 'next', string.format('%.0f', first + 900000000 + i))
                else
                    redis.call('PEXPIRE', job, 604800000)
                end
                redis.call('ZADD', 'ii:{jobs}:list', created, id .. ' ' .. name)
                redis.call('HSET', 'ii:{jobs}:names', name, id)
            end
            """;

    /** Gives the first of them failures of ten kinds. */
    private static final String FAIL = """
            for i = tonumber(ARGV[1]), tonumber(ARGV[1]) + tonumber(ARGV[2]) - 1 do
                local path = '/data/source/directory-' .. i % 300 .. '/file-' .. i
                redis.call('HSET', KEYS[1], path, string.format('%.0f', 1700000000000 + i) .. ' ' .. path .. ': refused for reason '
                    .. string.char(97 + i % 10))
                redis.call('ZADD', KEYS[2], 1700000000000 + i, path)
            end
            redis.call('HSET', KEYS[3], 'c.failed', tonumber(ARGV[1]) + tonumber(ARGV[2]))
            """;
    private static final String FIRST = "0".repeat(20);

    @Option(names = "--failures", defaultValue = "100000", description = "Failures of one of them. Default: ${DEFAULT-VALUE}")
    private int failures;

    @Option(names = "--jobs", defaultValue = "100000", description = "Jobs that have ended. Default: ${DEFAULT-VALUE}")
    private int jobs;

    @Option(names = "--waiting", defaultValue = "1000", description = "Jobs that wait for their next pass. Default: ${DEFAULT-VALUE}")
    private int waiting;

    @Option(names = "--seconds", defaultValue = "60", description = "How long commands are counted. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--pages", defaultValue = "51", description = "How often each page is asked for. Default: ${DEFAULT-VALUE}")
    private int pages;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = AdminJson.lenient();

    private RememberedJobs() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new RememberedJobs()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        RedisServer redis = TestServers.redis();
        redis.flush();
        Outages outages = new Outages(Clock.systemUTC());
        try (RedisState state = RedisState.open(settings(redis), outages);
                AmqpBroker broker = new AmqpBroker(brokerSettings(), outages);
                ProcessMetrics process = new ProcessMetrics("benchmark", "1")) {
            fill(redis, state);
            long filled = redis.memory();
            long begun = System.nanoTime();
            try (Orchestrator orchestrator = new Orchestrator(OrchestratorSettings.onLoopback(),
                    new Ports(state.jobs(), state.accounting(), state.workers(), state.deadLetters(), state.schedules(),
                            state.chains(), state.batches(),
                            broker, outages,
                            process, Optional.empty()),
                    state.endedSessions())) {
                orchestrator.start();
                URI base = orchestrator.uri();
                awaitTakenOver(base);
                System.out.printf(Locale.ROOT, "| taken over in | %.1f s |%n", (System.nanoTime() - begun) / 1e9);
                Thread.sleep(QUIET_AFTER);
                System.out.printf(Locale.ROOT,
                        "| bytes of Redis for a job's record and in the list, in the index | %d, %d |%n",
                        filled / (jobs + waiting), (redis.memory() - filled) / (jobs + waiting));
                count(redis);
                list(base);
                showPages(base);
            }
        }
        redis.flush();
        return 0;
    }

    private static RedisSettings settings(RedisServer redis) {
        return RedisSettings.of("redis://" + redis.host() + ':' + redis.port(), password(redis));
    }

    private static Optional<String> password(RedisServer redis) {
        return Optional.of(redis.password()).filter(text -> !text.isEmpty());
    }

    private static BrokerSettings brokerSettings() {
        URI uri = TestServers.broker().uri();
        String[] user = uri.getUserInfo().split(":", 2);
        return BrokerSettings.of("amqp://" + user[0] + '@' + uri.getHost() + ':' + uri.getPort() + uri.getRawPath(),
                new Secret(user[1]), "benchmark");
    }

    private void fill(RedisServer redis, RedisState state) throws InterruptedException {
        IngestSpec work = IngestSpec.of(new RawPath("/data/source"), "/tempZone/home/rods/target",
                Operation.REGISTER_SYNC);
        state.jobs().create(NewJob.of(new JobSpec("template", work), IngestCourse.of(work)).as("template"));
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + redis.host() + ':' + redis.port());
        password(redis).ifPresent(config::setPassword);
        RedissonClient redisson = Redisson.create(config);
        try {
            RScript script = redisson.getScript(StringCodec.INSTANCE);
            for (int from = 0; from < jobs + waiting; from += AT_ONCE) {
                boolean waits = from >= jobs;
                script.eval(RScript.Mode.READ_WRITE, FILL, RScript.ReturnType.VALUE,
                        List.of("ii:job:{template}"), from,
                        Math.min(AT_ONCE, (waits ? jobs + waiting : jobs) - from), waits ? 1 : 0);
            }
            redisson.getKeys().delete("ii:job:{template}");
            String first = "ii:job:{" + FIRST + "}";
            for (int from = 0; from < failures; from += AT_ONCE) {
                script.eval(RScript.Mode.READ_WRITE, FAIL, RScript.ReturnType.VALUE,
                        List.of(first + ":errors", first + ":failed", first), from, Math.min(AT_ONCE, failures - from));
            }
        } finally {
            redisson.shutdown();
        }
    }

    private void awaitTakenOver(URI base) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TAKEN_OVER_WITHIN.toNanos();
        long ended = 0;
        while (ended < jobs && System.nanoTime() < limit) {
            Thread.sleep(Duration.ofMillis(500));
            ended = get(base, "state=COMPLETED,COMPLETED_WITH_FAILURES,STOPPED,FAILED&limit=1").path("total").asLong();
        }
        if (ended < jobs) {
            throw new IllegalStateException("of " + jobs + " ended jobs " + ended + " are in the index");
        }
    }

    private void count(RedisServer redis) throws InterruptedException {
        long before = redis.commands();
        Thread.sleep(Duration.ofSeconds(seconds));
        System.out.printf(Locale.ROOT, "| commands a second, nothing to do | %.1f |%n",
                (double) (redis.commands() - before) / seconds);
    }

    private void list(URI base) throws IOException, InterruptedException {
        time(base, "a page of 100, the newest", "limit=100");
        String after = get(base, "limit=100&offset=" + jobs / 2).path("next").asText("");
        time(base, "a page of 100 in the middle", "limit=100&after=" + after);
        time(base, "a page of 100 FAILED ones", "limit=100&state=FAILED");
        time(base, "a page of 100 of any state that is named",
                "limit=100&state=COMPLETED,FAILED,STOPPED,WAITING,RUNNING");
        time(base, "jobs of one name", "limit=100&name=nightly-77");
    }

    /** What a browser asks for; an orchestrator without tokens asks for none. */
    private void showPages(URI base) throws IOException, InterruptedException {
        String job = "/jobs/" + FIRST;
        for (String path : List.of("/", "/jobs", "/jobs?name=nightly-7*", "/jobs?state=FAILED", "/jobs?sort=failures",
                "/jobs?source=/data/s*", job, job + "/failures", job + "/failures?offset=10000",
                job + "/failures.csv", "/batches", "/schedules", "/calendar", "/workers", "/queues", "/health")) {
            long[] times = new long[pages];
            int size = 0;
            for (int i = 0; i < pages; i++) {
                long begun = System.nanoTime();
                HttpResponse<byte[]> page = http.send(HttpRequest.newBuilder(base.resolve(path)).build(),
                        BodyHandlers.ofByteArray());
                times[i] = System.nanoTime() - begun;
                size = page.body().length;
                if (page.statusCode() != OK) {
                    throw new IOException(path + ": status " + page.statusCode());
                }
            }
            Arrays.sort(times);
            System.out.printf(Locale.ROOT, "| page %s: %d KiB | median %.1f ms, longest %.1f ms |%n", path, size >> 10,
                    times[pages / 2] / 1e6, times[pages - 1] / 1e6);
        }
    }

    private void time(URI base, String what, String query) throws IOException, InterruptedException {
        long[] times = new long[pages];
        int shown = 0;
        for (int i = 0; i < pages; i++) {
            long begun = System.nanoTime();
            JsonNode page = get(base, query);
            times[i] = System.nanoTime() - begun;
            shown = IntStream.of(page.path("periodic").size(), page.path("singlepass").size(),
                    page.path("stopped").size(), page.path("finished").size()).sum();
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "| %s: %d jobs | median %.1f ms, longest %.1f ms |%n", what, shown,
                times[pages / 2] / 1e6, times[pages - 1] / 1e6);
    }

    private JsonNode get(URI base, String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/jobs?" + query)).build();
        String body = http.send(request, BodyHandlers.ofString()).body();
        return json.readTree(body);
    }
}
