package io.irodsingest.benchmarks;

import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.batch.BatchView;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.testservers.BrokerServer;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.TestServers;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures a batch from end to end with processes: its rows are streamed in by HTTP, worked on by a processor that takes no time, and its
 * results streamed out.
 */
@Command(name = "batch-stream", mixinStandardHelpOptions = true, description = "Streams a batch in and its results out, on the servers that the tests would use, whose data are lost.")
final class BatchStream implements Callable<Integer> {
    private static final int ROWS_A_PART = 1_000;
    private static final int POLL_MILLIS = 200;
    private static final double NANOS = 1e9;
    private static final long MIB = 1 << 20;
    private static final Pattern COLLECTION = Pattern.compile(".* (\\d+)M->.*");

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of the batch. Default: ${DEFAULT-VALUE}")
    private long rows;

    @Option(names = "--heap", defaultValue = "256", description = "MiB of heap that the orchestrator and the worker may have, each. Default: ${DEFAULT-VALUE}")
    private int heap;

    @Option(names = "--threads", defaultValue = "4", description = "Threads of the worker. Default: ${DEFAULT-VALUE}")
    private int threads;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> environment = new HashMap<>();
    private Path directory;
    private String base;

    private BatchStream() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BatchStream()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        directory = Files.createTempDirectory("batch-stream");
        RedisServer redis = prepare();
        try (JvmProcess orchestrator = start("orchestrator", "io.irodsingest.orchestrator.Main", "listens on");
                JvmProcess worker = start("worker", "io.irodsingest.workerbatch.Main", "takes tasks from")) {
            awaitProcessor();
            long before = redis.memory();
            System.out.println("| | seconds | rows a second |");
            System.out.println("| --- | --- | --- |");
            String id = measured("taken in", this::submit);
            long taken = redis.memory();
            measured("worked on, from the answer to the last result", () -> awaitEnd(id));
            measured("results out", () -> results(id));
            System.out.printf(Locale.ROOT, "bytes of Redis for a row: %.1f taken in, %.1f with its result%n",
                    (taken - before) / (double) rows, (redis.memory() - before) / (double) rows);
            tell("orchestrator", orchestrator);
            tell("worker", worker);
        }
        return 0;
    }

    private RedisServer prepare() throws IOException {
        BrokerServer broker = TestServers.broker();
        RedisServer redis = TestServers.redis();
        redis.flush();
        String[] user = broker.uri().getUserInfo().split(":", 2);
        int port = LoopbackPorts.free();
        base = "http://127.0.0.1:" + port + "/api/v1/";
        environment.putAll(Map.of("IRODS_INGEST_AMQP_URL",
                "amqp://" + user[0] + '@' + broker.uri().getHost() + ':' + broker.uri().getPort(),
                "IRODS_INGEST_AMQP_PASSWORD", user[1], "IRODS_INGEST_REDIS_URL",
                "redis://" + redis.host() + ':' + redis.port(), "IRODS_INGEST_REDIS_PASSWORD", redis.password(),
                "IRODS_INGEST_PORT", String.valueOf(port), "IRODS_INGEST_THREADS", String.valueOf(threads)));
        // nobody speaks to it: the processor has nothing to do with iRODS
        environment.putAll(Map.of("IRODS_HOST", "127.0.0.1", "IRODS_PORT", "1", "IRODS_ZONE_NAME", "tempZone",
                "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", "rods"));
        return redis;
    }

    private JvmProcess start(String name, String main, String ready) throws IOException {
        List<String> options = List.of("-Xmx" + heap + "m", "-XX:TieredStopAtLevel=4",
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:gc:file=" + directory.resolve(name + ".gc"));
        return JvmProcess.start(new Program(main, options, List.of(), environment, ready),
                directory.resolve(name + ".log"));
    }

    private <T> T measured(String what, Callable<T> work) throws Exception {
        long begin = System.nanoTime();
        T result = work.call();
        double seconds = (System.nanoTime() - begin) / NANOS;
        System.out.printf(Locale.ROOT, "| %s | %.1f | %,.0f |%n", what, seconds, rows / seconds);
        return result;
    }

    private void awaitProcessor() throws Exception {
        while (!get("processors").contains(TrivialRows.OP)) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private String submit() throws Exception {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(base + "batches?app=" + TrivialRows.APP + "&op=" + TrivialRows.OP))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofInputStream(() -> new SequenceInputStream(parts()))).build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IOException("it was not taken in: " + response.body());
        }
        return AdminJson.lenient().readValue(response.body(), BatchView.class).id();
    }

    /** Rows of some fifty characters, made while they are sent. */
    private Enumeration<InputStream> parts() {
        return Collections.enumeration(new AbstractList<>() {
            @Override
            public InputStream get(int part) {
                StringBuilder text = new StringBuilder();
                LongStream.range((long) part * ROWS_A_PART, Math.min(rows, (part + 1L) * ROWS_A_PART))
                        .forEach(row -> text.append("{\"path\":\"/tempZone/home/rods/run/")
                                .append(row * 7_919 % 1_000_003)
                                .append("/reads\"}\n"));
                return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public int size() {
                return Math.toIntExact((rows + ROWS_A_PART - 1) / ROWS_A_PART);
            }
        });
    }

    private BatchView awaitEnd(String id) throws Exception {
        BatchView batch = AdminJson.lenient().readValue(get("batches/" + id), BatchView.class);
        while (!batch.ended()) {
            Thread.sleep(POLL_MILLIS);
            batch = AdminJson.lenient().readValue(get("batches/" + id), BatchView.class);
        }
        if (batch.rows().succeeded() != rows) {
            throw new IOException("the batch ended otherwise: " + batch);
        }
        return batch;
    }

    private long results(String id) throws Exception {
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(URI.create(base + "batches/" + id + "/results")).build(),
                BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            long count = lines.lines().filter(line -> line.contains("\"succeeded\"")).count();
            if (count != rows) {
                throw new IOException("there are " + count + " results");
            }
            return count;
        }
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString()).body();
    }

    private void tell(String name, JvmProcess process) throws IOException {
        IntStream heaps = Files.readAllLines(directory.resolve(name + ".gc")).stream().map(COLLECTION::matcher)
                .filter(Matcher::matches).mapToInt(line -> Integer.parseInt(line.group(1)));
        System.out.printf(Locale.ROOT,
                "%s: at most %d MiB of %d MiB heap before a collection, %d MiB resident, %.1f s of processor%n",
                name, heaps.max().orElse(0), heap, process.peakMemory() / MIB, process.cpu().toMillis() / 1000.0);
    }
}
