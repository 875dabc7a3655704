package io.irodsingest.standalone.soak;

import io.irodsingest.embedded.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The soak as a program. */
@Command(name = "soak", mixinStandardHelpOptions = true, description = {
        "Runs jobs of all kinds on two orchestrators and four workers of its own over RabbitMQ, Redis, an S3 store and a "
                + "mini-irods, while a schedule of random faults kills, stops, restarts, cuts, slows and fills each of them, two at a "
                + "time. Then it lets everything go, waits for the jobs, and compares what was counted, what is in the catalog and "
                + "what is left behind with what must be.",
        "Exit code 0: all is right; 1: something is wrong, and the directory with all logs is kept."})
final class Soak implements Callable<Integer> {
    @Option(names = "--minutes", defaultValue = "30", description = "How long there are faults; after that it takes up to some minutes more. Default: ${DEFAULT-VALUE}")
    private double minutes;

    @Option(names = "--seed", description = "Makes the faults and the sources; the same seed makes the same ones. Default: a random one, which is printed")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--jobs", defaultValue = "4", description = "Chains of jobs at a time. Default: ${DEFAULT-VALUE}")
    private int jobs;

    @Option(names = "--keep", description = "Keep the directory with logs, catalog and sources also when all is right.")
    private boolean keep;

    private Soak() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("irods-ingest-soak").toRealPath();
        SoakRun run = new SoakRun(directory, seed.orElseGet(System::nanoTime),
                Duration.ofMillis((long) (minutes * 60_000)), jobs);
        Thread interrupted = new Thread(() -> cleanUp(run, directory), "soak-interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        boolean right = false;
        try {
            right = run.go();
        } finally {
            run.close();
            Runtime.getRuntime().removeShutdownHook(interrupted);
            if (right && !keep) {
                Trees.delete(directory);
            } else {
                System.out.println("kept: " + directory);
            }
        }
        return right ? 0 : 1;
    }

    private static void cleanUp(SoakRun run, Path directory) {
        run.close();
        try {
            Trees.delete(directory);
        } catch (IOException left) {
            System.err.println("soak: " + directory + " is left: " + left.getMessage());
        }
    }
}
