package io.irodsingest.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.state.schedule.ScheduleContent;
import io.irodsingest.common.state.schedule.ScheduleStore;
import io.irodsingest.common.state.schedule.StoredSchedule;
import io.irodsingest.orchestrator.Orchestrator;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.redisnode.RedisNode.InfoSection;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.config.Config;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what many schedules take of Redis, what a look at them costs, how fast they are listed, and how late many of one second start. */
@Command(name = "schedules", mixinStandardHelpOptions = true, description = "Fills the Redis that the tests would use, whose data are lost, with schedules, and starts an orchestrator.")
final class ManySchedules implements Callable<Integer> {
    private static final int AT_ONCE = 16;
    private static final Duration AHEAD = Duration.ofSeconds(20);
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(2);

    /** Of the size of an ordinary one. */
    private static final String REQUEST = """
            {"source":"/data/projects/sequencing/run-2026-11-28-A00123",
             "target":"/tempZone/home/public/projects/sequencing/run-2026-11-28-A00123",
             "operation":"PUT_SYNC","delete_mode":"NO_TRASH","max_delete":1000,"resource":"demoResc","files_per_task":50,
             "checksum":true,"exclude_file_name":[".*[.]tmp","[.]snapshot"],"max_retries":3,"retry_delay":5.0,"timeout":3600.0,
             "max_parallel_tasks":4}""";

    @Option(names = "--schedules", defaultValue = "100000", description = "Schedules that are not due. Default: ${DEFAULT-VALUE}")
    private int schedules;

    @Option(names = "--due", defaultValue = "1000", description = "Schedules that are due in the same second. Default: ${DEFAULT-VALUE}")
    private int due;

    @Option(names = "--rounds", defaultValue = "3", description = "How often so many are due. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--pages", defaultValue = "51", description = "How often each page is asked for. Default: ${DEFAULT-VALUE}")
    private int pages;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = AdminJson.lenient();

    private ManySchedules() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ManySchedules()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        RedisServer redis = TestServers.redis();
        redis.flush();
        Outages outages = new Outages(Clock.systemUTC());
        try (RedisState state = RedisState.open(settings(redis), outages);
                AmqpBroker broker = new AmqpBroker(brokerSettings(), outages);
                ProcessMetrics process = new ProcessMetrics("benchmark", "1");
                Orchestrator orchestrator = new Orchestrator(OrchestratorSettings.onLoopback(),
                        new Ports(state.jobs(), state.accounting(), state.workers(), state.deadLetters(),
                                state.schedules(), state.chains(), state.batches(), broker, outages, process,
                                Optional.empty()))) {
            orchestrator.start();
            URI base = orchestrator.uri();
            fill(base, redis, state.schedules());
            look(redis, state.schedules());
            list(base);
            for (int round = 0; round < rounds; round++) {
                start(base, "due-" + round + '-');
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

    private interface Task {
        void run(int number) throws Exception;
    }

    private static void inParallel(int count, Task task) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int part = 0; part < AT_ONCE; part++) {
                int first = part;
                parts.add(threads.submit(() -> {
                    for (int i = first; i < count; i += AT_ONCE) {
                        task.run(i);
                    }
                    return null;
                }));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        }
    }

    private JsonNode create(URI base, String name, String trigger) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + "/api/v1/schedules"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\",\"trigger\":" + trigger
                        + ",\"action\":{\"start\":" + REQUEST.replace("A00123", name) + "}}")));
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return json.readTree(response.body());
    }

    private JsonNode get(URI base, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(base + "/api/v1/schedules" + path)));
    }

    /** One is made by a user; the others are kept as that one is, under names, sources and times of their own. */
    private void fill(URI base, RedisServer redis, ScheduleStore store) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            create(base, "made-" + i, "{\"cron\":\"17 2 * * *\",\"zone\":\"Europe/Berlin\"}");
        }
        System.out.printf(Locale.ROOT, "| to make a schedule by HTTP, on average | %.1f ms |%n",
                (System.nanoTime() - begun) / 1e6 / 100);
        String id = create(base, "template", "{\"cron\":\"17 2 * * *\",\"zone\":\"Europe/Berlin\"}").path("id")
                .asText();
        StoredSchedule template = store.byId(id).orElseThrow();
        String document = template.content().document();
        String planned = String.valueOf(template.content().due().orElseThrow().toEpochMilli());
        String wish = json.readTree(document).path("wish").asText();
        System.out.printf(Locale.ROOT, "| its request, its document | %d, %d bytes |%n",
                json.readTree(REQUEST).toString().length(), document.getBytes(StandardCharsets.UTF_8).length);
        Instant first = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        long before = redis.memory();
        inParallel(schedules, i -> {
            Random random = new Random(i);
            Instant time = first.plus(i % 1_440, ChronoUnit.MINUTES);
            store.create(hex(random), "nightly-" + i,
                    new ScheduleContent(document.replace("template", "nightly-" + i).replace(wish, hex(random))
                            .replace(planned, String.valueOf(time.toEpochMilli()))
                            .replace("17 2 * * *", time.atZone(ZoneOffset.UTC).getMinute() + " 2 * * *"),
                            Optional.of(time), false, false));
        });
        System.out.printf(Locale.ROOT, "| bytes of Redis for a schedule, all %,d | %d |%n", schedules,
                (redis.memory() - before) / schedules);
    }

    private static String hex(Random random) {
        byte[] bytes = new byte[10];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void look(RedisServer redis, ScheduleStore store) throws InterruptedException {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + redis.host() + ':' + redis.port());
        password(redis).ifPresent(config::setPassword);
        RedissonClient redisson = Redisson.create(config);
        try {
            long[] before = evaluated(redisson);
            long begun = System.nanoTime();
            int looks = 2_000;
            for (int i = 0; i < looks; i++) {
                store.look(500, Duration.ofSeconds(5));
            }
            double wall = (System.nanoTime() - begun) / 1e3 / looks;
            long[] after = evaluated(redisson);
            System.out.printf(Locale.ROOT,
                    "| a look when nothing is due: of Redis; with the way there and back | %.0f us; %.0f us |%n",
                    (double) (after[1] - before[1]) / (after[0] - before[0]), wall);
        } finally {
            redisson.shutdown();
        }
    }

    /** How many scripts Redis has run, and for how many microseconds; those of the orchestrator are among them. */
    private static long[] evaluated(RedissonClient redisson) {
        String line = redisson.getRedisNodes(RedisNodes.SINGLE).getInstance().info(InfoSection.COMMANDSTATS)
                .get("cmdstat_evalsha");
        return Arrays.stream(line.split(",")).limit(2).mapToLong(figure -> Long.parseLong(figure.split("=")[1]))
                .toArray();
    }

    private void list(URI base) throws IOException, InterruptedException {
        String until = Instant.now().plus(36, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
        time(base, "the first 100 until a time", "?limit=100&until=" + until);
        time(base, "the first 1,000 until a time", "?limit=1000&until=" + until);
        String place = "";
        for (int page = 0; page < Math.max(1, schedules / 2_000); page++) {
            place = get(base, "?limit=1000&until=" + until + (place.isEmpty() ? "" : "&after=" + place)).path("next")
                    .asText(place);
        }
        time(base, "100 in the middle, until a time",
                "?limit=100&until=" + until + (place.isEmpty() ? "" : "&after=" + place));
        time(base, "one by its name", "?limit=100&name=nightly-77");
        time(base, "100 of those whose names begin so", "?limit=100&name=nightly-7*");
        time(base, "how many until a time", "-count?until=" + until);
    }

    private void time(URI base, String what, String query) throws IOException, InterruptedException {
        long[] times = new long[pages];
        JsonNode answer = json.nullNode();
        for (int i = 0; i < pages; i++) {
            long begun = System.nanoTime();
            answer = get(base, query);
            times[i] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "| %s: %d | median %.1f ms, longest %.1f ms |%n", what,
                answer.has("schedules") ? answer.path("schedules").size() : answer.path("count").asLong(),
                times[pages / 2] / 1e6, times[pages - 1] / 1e6);
    }

    private void start(URI base, String prefix) throws Exception {
        Instant time = Instant.now().plus(AHEAD).plusMillis(due * 4L).truncatedTo(ChronoUnit.SECONDS);
        inParallel(due, i -> create(base, prefix + i, "{\"at\":\"" + time + "\"}"));
        if (Instant.now().isAfter(time)) {
            throw new IllegalStateException("it took too long to make " + due + " schedules");
        }
        double[] delays = new double[due];
        Instant limit = time.plus(STARTED_WITHIN);
        Thread.sleep(Duration.between(Instant.now(), time.plusSeconds(5)));
        inParallel(due, i -> {
            Optional<Double> delay = delay(base, prefix + i);
            while (delay.isEmpty() && Instant.now().isBefore(limit)) {
                Thread.sleep(100);
                delay = delay(base, prefix + i);
            }
            delays[i] = delay.orElseThrow(() -> new IllegalStateException(prefix + i + " was not started"));
        });
        Arrays.sort(delays);
        System.out.printf(Locale.ROOT, "| %,d due in the same second: median and latest start | %.2f s, %.2f s |%n",
                due,
                delays[due / 2], delays[due - 1]);
    }

    private Optional<Double> delay(URI base, String name) throws IOException, InterruptedException {
        return StreamSupport.stream(get(base, "/" + name + "/runs?limit=1").path("runs").spliterator(), false)
                .filter(run -> run.path("delay").isNumber()).map(run -> run.path("delay").asDouble()).findFirst();
    }
}
