package io.irodsingest.benchmarks;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.embedded.Trees;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.SourceTree;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what open pages of the dashboard cost while a job runs, on processes of their own. */
@Command(name = "open-pages", mixinStandardHelpOptions = true, description = "Ingests a tree while nobody, one and many look at the job's page, and prints what that costs the orchestrator and Redis.")
final class OpenPages implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final int FILES_PER_DIRECTORY = 100;
    private static final int OK = 200;

    @Option(names = "--files", defaultValue = "100000", description = "Files in the tree. Default: ${DEFAULT-VALUE}")
    private int files;

    @Option(names = "--pages", defaultValue = "0,1,200", split = ",", description = "How many pages are open. Default: ${DEFAULT-VALUE}")
    private List<Integer> pages;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LongAdder bytes = new LongAdder();

    private OpenPages() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OpenPages()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("open-pages");
        try {
            Path source = directory.resolve("source");
            int fanOut = (int) Math.ceil(Math.sqrt(Math.ceilDiv(files, FILES_PER_DIRECTORY)));
            SourceTree.Made made = new SourceTree(2, fanOut, FILES_PER_DIRECTORY, 0, 0, 1).makeIn(source);
            System.out.printf(
                    "%,d files; %s%n| pages | seconds | orchestrator's CPU s | commands to Redis | bytes to a page |%n| ---: | ---: | ---: | ---: | ---: |%n",
                    made.files(), Machine.describe());
            try (Processes processes = Processes.start(directory, 1, 4, IrodsClients.all().getFirst().name(), "5.0.2",
                    false)) {
                for (int open : pages) {
                    measure(processes, source, open);
                }
            }
        } finally {
            Trees.delete(directory);
        }
        return 0;
    }

    private void measure(Processes processes, Path source, int open) throws Exception {
        RedisServer redis = TestServers.redis();
        JobView job = processes.client().start(JobRequest.of(source.toString(), processes.home() + "/watched-" + open)
                .ignoreCache(true).build());
        long commands = redis.commands();
        Duration cpu = cpu(processes);
        bytes.reset();
        List<InputStream> streams = new ArrayList<>();
        try {
            URI live = processes.uri().resolve("/live/jobs/" + job.id());
            for (int i = 0; i < open; i++) {
                streams.add(look(live));
            }
            JobView ended = Watch.untilEnd(processes.client(), job.id(), Progress.NONE);
            System.out.printf(Locale.ROOT, "| %d | %.1f | %.2f | %,d | %,d |%n", open, ended.pass().elapsedTime(),
                    cpu(processes).minus(cpu).toNanos() / NANOS, redis.commands() - commands,
                    open == 0 ? 0 : bytes.sum() / open);
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
    }

    private static Duration cpu(Processes processes) {
        return processes.all().get("orchestrator").cpu();
    }

    /** Reads what a page is told, until the stream is closed. */
    private InputStream look(URI live) throws IOException, InterruptedException {
        HttpResponse<InputStream> page = http.send(
                HttpRequest.newBuilder(live).header("Accept", "text/event-stream").build(),
                BodyHandlers.ofInputStream());
        if (page.statusCode() != OK) {
            throw new IOException(live + ": status " + page.statusCode());
        }
        Thread.ofVirtual().start(() -> {
            byte[] read = new byte[8192];
            try {
                for (int got = page.body().read(read); got >= 0; got = page.body().read(read)) {
                    bytes.add(got);
                }
            } catch (IOException closed) {
                // the measurement is over: its end closes the streams
            }
        });
        return page.body();
    }
}
