package io.irodsingest.standalone.soak;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The chains of jobs, some at a time, of all kinds by turns. What a chain does follows from the seed and its number. */
final class Workload {
    private final Cluster cluster;
    private final FaultLog log;
    private final long seed;
    private final int atATime;
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Chain> chains = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    Workload(Cluster cluster, FaultLog log, long seed, int atATime) {
        this.cluster = cluster;
        this.log = log;
        this.seed = seed;
        this.atATime = atATime;
    }

    /**
     * Begins to go through one chain after the other.
     *
     * @param end after this no more are begun
     * @param limit after this those that are not through have failed
     * @param atLeast so many are begun in any case
     */
    void begin(Instant end, Instant limit, int atLeast) {
        int enough = begun.get() + atLeast;
        for (int i = 1; i <= atATime; i++) {
            threads.add(Thread.ofPlatform().daemon().name("chains-" + i).start(() -> {
                try {
                    int index = begun.getAndIncrement();
                    while (index < enough || Instant.now().isBefore(end)) {
                        goThrough(index, limit);
                        index = begun.getAndIncrement();
                    }
                    begun.decrementAndGet();
                } catch (InterruptedException ending) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    /** Waits until all that were begun are through, or have failed. */
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /** Leaves off in the middle. @param most time for each that is at work */
    void interrupt(Duration most) throws InterruptedException {
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(most.toMillis());
        }
    }

    List<Chain> chains() {
        return List.copyOf(chains);
    }

    private void goThrough(int index, Instant limit) throws InterruptedException {
        Kind kind = Kind.ALL.get(index % Kind.ALL.size());
        Random random = new Random(seed * 31 + index);
        Chain chain = chain(kind.name() + '-' + index, kind, random);
        chains.add(chain);
        Instant begin = Instant.now();
        new ChainRun(chain, cluster, random, limit).go();
        log.print(chain.name() + ": " + chain.trouble().map(text -> "TROUBLE " + text).orElse(chain.jobs().size()
                + " jobs in " + Duration.between(begin, Instant.now()).toSeconds() + " s"));
    }

    private Chain chain(String name, Kind kind, Random random) {
        boolean large = kind.name().equals("upload") && random.nextBoolean();
        try {
            return new Chain(name, kind, cluster.source("soak-" + name, kind.bucket(), large),
                    '/' + IrodsProcess.ZONE + "/home/" + IrodsProcess.USER + '/' + name);
        } catch (IOException full) {
            throw new IllegalStateException("no source can be made", full);
        }
    }
}
