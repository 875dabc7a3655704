package io.irodsingest.standalone.soak;

import io.irodsingest.embedded.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Option(names = "--minutes", defaultValue = "30", description = "How long there are faults; after that it takes up to some minutes more. Default: ${DEFAULT-VALUE}")
    private double minutes;

    @Option(names = "--seed", description = "Makes the faults and the sources; the same seed makes the same ones. Default: a random one, which is printed")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--jobs", defaultValue = "4", description = "Chains of jobs at a time. Default: ${DEFAULT-VALUE}")
    private int jobs;

    @Option(names = "--keep", description = "Keep the directory with logs, catalog and sources also when all is right.")
    private boolean keep;

    private final CountDownLatch cleanedUp = new CountDownLatch(1);

    private Soak() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Soak()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("irods-ingest-soak").toRealPath();
        SoakRun run = new SoakRun(directory, seed.orElseGet(System::nanoTime),
                Duration.ofMillis((long) (minutes * 60_000)), jobs);
        Thread here = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(here), "soak-interrupted"));
        boolean remove = false;
        try {
            boolean right = run.go();
            remove = right && !keep;
            return right ? 0 : 1;
        } catch (InterruptedException ending) {
            remove = true;
            throw ending;
        } finally {
            // what ends the processes waits for them, also when this thread was interrupted
            boolean wasInterrupted = Thread.interrupted();
            run.close();
            if (remove || wasInterrupted) {
                Trees.delete(directory);
            } else {
                System.out.println("kept: " + directory);
            }
            cleanedUp.countDown();
        }
    }

    /** The JVM is to end: this is given time to end its processes and to remove what it wrote. */
    private void interrupt(Thread running) {
        try {
            if (cleanedUp.getCount() > 0) {
                running.interrupt();
                cleanedUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }
}
