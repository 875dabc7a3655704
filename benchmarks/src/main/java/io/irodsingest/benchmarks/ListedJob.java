package io.irodsingest.benchmarks;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.Upload;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.embedded.Trees;
import io.irodsingest.testservers.RedisServer;
import io.irodsingest.testservers.SourceTree;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures jobs that take the paths of a list, on processes of their own: how fast a list is taken in, and worked on. */
@Command(name = "listed-job", mixinStandardHelpOptions = true, description = "Makes a tree, lists its files, and brings them in by that list: when all is new, and when nothing changed. The servers are those that the tests would use, and a mini-irods in memory.")
final class ListedJob implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final int FILES_PER_DIRECTORY = 100;

    @Option(names = "--paths", defaultValue = "1000000", description = "Paths in the list. Default: ${DEFAULT-VALUE}")
    private int paths;

    @Option(names = "--operation", defaultValue = "REGISTER_SYNC", description = "Of the job. Default: ${DEFAULT-VALUE}")
    private String operation;

    @Option(names = "--threads", defaultValue = "4", description = "Threads of the worker. Default: ${DEFAULT-VALUE}")
    private int threads;

    private ListedJob() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ListedJob()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("listed-job");
        try {
            Path source = directory.resolve("source");
            int fanOut = (int) Math.ceil(Math.sqrt(Math.ceilDiv(paths, FILES_PER_DIRECTORY)));
            SourceTree.Made made = new SourceTree(2, fanOut, FILES_PER_DIRECTORY, 0, 0, 1).makeIn(source);
            Path list = list(source, directory.resolve("list"));
            System.out.printf("%,d paths in %,d bytes; a worker with %d threads; %s%n", made.files(),
                    Files.size(list), threads, Machine.describe());
            String client = IrodsClients.all().getFirst().name();
            try (Processes processes = Processes.start(directory, 1, threads, client, "5.0.2", false)) {
                measure(processes, source, list, "new", made.files());
                measure(processes, source, list, "unchanged", made.files());
            }
        } finally {
            Trees.delete(directory);
        }
        return 0;
    }

    private static Path list(Path source, Path list) throws IOException {
        try (Stream<Path> all = Files.walk(source);
                PrintStream out = new PrintStream(Files.newOutputStream(list), false, StandardCharsets.UTF_8)) {
            all.filter(Files::isRegularFile).forEach(file -> out.print(file + "\n"));
        }
        return list;
    }

    private void measure(Processes processes, Path source, Path list, String pass, long files) throws Exception {
        AdminClient admin = processes.client();
        RedisServer redis = TestServers.redis();
        Figures before = Figures.of(processes);
        JobView job = admin.start(JobRequest.of(source.toString(), processes.home() + "/listed").operation(operation)
                .fromList(true).build());
        long memory = redis.memory();
        long begin = System.nanoTime();
        admin.sendList(job.id(), Upload.of(list.toString(), "application/octet-stream"), false);
        double taken = (System.nanoTime() - begin) / NANOS;
        System.out.printf(Locale.ROOT,
                "%s: the list was taken in %.1f s, %,.0f paths a second, %.1f bytes of Redis for each%n",
                pass, taken, files / taken, (redis.memory() - memory) / (double) files);
        JobView ended = Watch.untilEnd(admin, job.id(), Progress.NONE);
        if (!ended.state().equals("COMPLETED")) {
            throw new IOException("the job ended as " + ended.state() + ": " + ended.error().orElse(""));
        }
        double seconds = ended.pass().elapsedTime();
        Figures grown = Figures.of(processes).since(before);
        System.out.printf(Locale.ROOT,
                "%s: worked on in %.1f s, %,.0f paths a second; %.3f requests to iRODS and %.4f round trips to Redis for each%n",
                pass, seconds, files / seconds, grown.irodsRequests() / (double) files,
                grown.redisRoundTrips() / (double) files);
        grown.cpu().forEach((process, time) -> System.out.printf(Locale.ROOT,
                "    %s: %.1f s of processor, at most %d MiB resident%n", process, time.toMillis() / 1000.0,
                peak(grown.peakMemory(), process)));
    }

    private static long peak(Map<String, Long> memory, String process) {
        return memory.get(process) >> 20;
    }
}
