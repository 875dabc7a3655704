package io.irodsingest.standalone.soak;

import io.irodsingest.adminapi.WorkerView;
import io.irodsingest.standalone.soak.Member.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One soak from its begin to its report. */
final class SoakRun implements AutoCloseable {
    /** So long may jobs take after the last fault. */
    private static final Duration SETTLE = Duration.ofMinutes(6);
    private static final Duration QUIET = Duration.ofSeconds(90);
    private static final Duration WARM_UP = Duration.ofMinutes(3);
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration FREEZE = Duration.ofSeconds(20);
    private static final Duration SHORT_FREEZE = Duration.ofSeconds(8);
    private static final int LANES = 2;
    /** So many of the first kinds are gone through before the first fault. */
    private static final int WARMING = 5;

    private final Path directory;
    private final long seed;
    private final Duration length;
    private final int jobs;
    private final FaultLog log = new FaultLog();
    private Cluster cluster;
    private Workload workload;
    private Mischief mischief;

    /**
     * @param length how long there are faults
     * @param jobs chains of jobs at a time
     */
    SoakRun(Path directory, long seed, Duration length, int jobs) {
        this.directory = directory;
        this.seed = seed;
        this.length = length;
        this.jobs = jobs;
    }

    /** @return whether all is right */
    boolean go() throws IOException, InterruptedException {
        System.out.printf(Locale.ROOT, "soak: seed %d, %.1f minutes, %d chains of jobs at a time, in %s%n", seed,
                length.toMillis() / 60_000.0, jobs, directory);
        cluster = new Cluster(directory);
        System.out.println("soak: " + cluster.products());
        workload = new Workload(cluster, log, seed, jobs);
        cluster.start();
        Map<String, Figures> calm = warmUp();
        Instant end = Instant.now().plus(length);
        mischief = new Mischief(cluster.victims(), log);
        for (int lane = 0; lane < LANES; lane++) {
            mischief.begin(seed * LANES + lane, length.compareTo(SHORT) < 0 ? SHORT_FREEZE : FREEZE);
        }
        workload.begin(end, end.plus(SETTLE), Kind.ALL.size());
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis()));
        mischief.end(SETTLE);
        log.print("everything is let go after " + log.size() + " faults");
        workload.join();
        awaitQuiet();
        return report(new Evidence(cluster, workload.chains(), log, calm, Optional.empty()));
    }

    /** The first kinds of chains without faults, so that all code has run and all pools are filled. */
    private Map<String, Figures> warmUp() throws IOException, InterruptedException {
        workload.begin(Instant.now(), Instant.now().plus(WARM_UP), WARMING);
        workload.join();
        awaitQuiet();
        Map<String, Figures> calm = new TreeMap<>();
        for (Member member : cluster.members()) {
            calm.put(member.name(), member.figures());
        }
        log.print("warm: " + calm);
        return calm;
    }

    /** Waits until all workers are there, none is at anything, and those of their connections have gone that are idle. */
    private void awaitQuiet() throws IOException, InterruptedException {
        Instant limit = Instant.now().plus(QUIET);
        while (!isQuiet() && Instant.now().isBefore(limit)) {
            Thread.sleep(500);
        }
    }

    private boolean isQuiet() throws IOException, InterruptedException {
        List<WorkerView> workers = cluster.admin().ask(client -> client.workers().workers());
        return workers.size() == 4
                && workers.stream().allMatch(one -> one.activities().isEmpty() && one.waitingFor().isEmpty())
                && ConnectionsCheck.look(cluster).problems().isEmpty();
    }

    private boolean report(Evidence evidence) throws IOException, InterruptedException {
        Report report = new Report();
        for (Check check : List.of(new ChainsCheck(), new CountsCheck(), new PostJobCheck(), new QueuesCheck(),
                new KeysCheck(), new ConnectionsCheck(), new ProcessesCheck(), new FilesCheck(), new LogsCheck())) {
            report.add(check.name(), check.look(evidence));
        }
        cluster.irods().stop();
        Evidence all = evidence.with(CatalogFile.read(cluster.irods().catalog()));
        for (Check check : List.of(new CatalogCheck(), new ReplicasCheck(), new VaultCheck())) {
            report.add(check.name(), check.look(all));
        }
        report.add("faults are done and taken back",
                new Check.Finding(log.size(), "faults", log.troubles()));
        report.print(System.out);
        System.out.printf("%nsoak: seed %d, %d faults, %d jobs: %s%n", seed, log.size(),
                all.chains().stream().mapToInt(chain -> chain.jobs().size()).sum(),
                report.isAllRight() ? "all is right" : "something is WRONG");
        return report.isAllRight();
    }

    /** Also in the middle: takes back what is done to servers, and ends all processes. */
    @Override
    public void close() {
        try {
            if (workload != null) {
                workload.interrupt(CLOSING);
            }
            if (mischief != null) {
                mischief.end(CLOSING);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            if (cluster != null) {
                cluster.close();
            }
        }
    }
}
