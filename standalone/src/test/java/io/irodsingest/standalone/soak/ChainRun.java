package io.irodsingest.standalone.soak;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.standalone.soak.Chain.Ran;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/** Goes through the jobs of a chain, one after the other; the random numbers say what and when. */
final class ChainRun {
    private static final Duration POLL = Duration.ofMillis(300);
    private static final double RETRY_DELAY = 1;
    private static final int RETRIES = 500;
    private static final double INTERVAL = 3;
    private static final int IDLE_SECONDS = 5;

    private final Chain chain;
    private final Kind kind;
    private final Cluster cluster;
    private final Random random;
    private final Instant limit;
    private int started;

    /** @param limit when it gives up */
    ChainRun(Chain chain, Cluster cluster, Random random, Instant limit) {
        this.chain = chain;
        this.kind = chain.kind();
        this.cluster = cluster;
        this.random = random;
        this.limit = limit;
    }

    /** What goes wrong is told to the chain. */
    void go() throws InterruptedException {
        try {
            chain.source().fill(random);
            switch (kind.flow()) {
                case JOBS -> jobs();
                case PERIODIC -> periodic();
                case STOPPED -> stopped();
                case REPLICAS -> replicas();
            }
        } catch (IOException | RuntimeException problem) {
            chain.fail(String.valueOf(problem.getMessage()));
        }
    }

    private void jobs() throws IOException, InterruptedException {
        Optional<Snapshot> before = Optional.empty();
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            if (before.isPresent()) {
                chain.source().change(random, kind.changes());
            }
            Snapshot now = chain.source().snapshot();
            run(request(), before, now);
            before = Optional.of(now);
        }
        chain.completed();
    }

    private void run(JobRequestBuilder request, Optional<Snapshot> before, Snapshot now)
            throws IOException, InterruptedException {
        JobView job = cluster.admin().start(request.build());
        if (random.nextInt(3) == 0) {
            pauseAndResume(job.id());
        }
        JobView ended = until(job.id(), JobView::ended);
        chain.add(new Ran(ended, before, Optional.of(now), kind.handler() ? Optional.of(1L) : Optional.empty(), 0));
    }

    private void pauseAndResume(String id) throws IOException, InterruptedException {
        Thread.sleep(200 + random.nextInt(3_000));
        long paused = 500 + random.nextInt(4_000);
        if (!cluster.admin().ask(client -> client.job(id)).ended() && order("pause", id)) {
            Thread.sleep(paused);
            order("resume", id);
        }
    }

    /** A job that ended meanwhile takes no orders. */
    private boolean order(String order, String id) throws IOException, InterruptedException {
        try {
            cluster.admin().ask(client -> switch (order) {
                case "pause" -> client.pause(id);
                case "resume" -> client.resume(id);
                default -> client.stop(id);
            });
            return true;
        } catch (IOException refused) {
            JobView job = cluster.admin().ask(client -> client.job(id));
            // what was asked twice, because the first answer was lost, is so already
            if (job.ended() || job.state().equals("PAUSED") == order.equals("pause")) {
                return order.equals("pause") && !job.ended();
            }
            throw refused;
        }
    }

    private void periodic() throws IOException, InterruptedException {
        JobView job = cluster.admin().start(request().interval(INTERVAL).build());
        for (int i = 2 + random.nextInt(3); i > 0; i--) {
            passes(job.id(), 1);
            chain.source().change(random, kind.changes());
        }
        // the first may have begun before the last change was done, the second sees all of it, and for the third there is nothing
        JobView last = passes(job.id(), 3);
        if (random.nextBoolean()) {
            pauseAndResume(job.id());
            last = passes(job.id(), 1);
        }
        order("stop", job.id());
        JobView ended = until(job.id(), JobView::ended);
        Snapshot now = chain.source().snapshot();
        chain.add(new Ran(ended, Optional.empty(), Optional.empty(), Optional.of(ended.pass().passes()), 1));
        // the counts of the last whole pass, which found everything unchanged
        chain.add(new Ran(last, Optional.of(now), Optional.of(now), Optional.empty(), 0));
        chain.completed();
    }

    private JobView passes(String id, int more) throws IOException, InterruptedException {
        long passes = cluster.admin().ask(client -> client.job(id)).pass().passes();
        return until(id, job -> job.pass().passes() >= passes + more && job.state().equals("WAITING"));
    }

    private void stopped() throws IOException, InterruptedException {
        JobView job = cluster.admin().start(request().build());
        Thread.sleep(200 + random.nextInt(3_000));
        order("stop", job.id());
        chain.add(new Ran(until(job.id(), JobView::ended), Optional.empty(), Optional.empty(), Optional.empty(), 0));
        if (random.nextBoolean()) {
            run(request(), Optional.empty(), chain.source().snapshot());
            chain.completed();
        }
    }

    private void replicas() throws IOException, InterruptedException {
        Snapshot now = chain.source().snapshot();
        run(request().operation("PUT"), Optional.empty(), now);
        run(request().resource(Cluster.SECOND_RESOURCE), Optional.empty(), now);
        chain.completed();
    }

    private JobView until(String id, Predicate<JobView> condition) throws IOException, InterruptedException {
        JobView job = cluster.admin().ask(client -> client.job(id));
        while (!condition.test(job)) {
            if (Instant.now().isAfter(limit)) {
                throw new IOException("job " + job.jobName() + " (" + id + ") is still " + job.state() + ", "
                        + job.tasks().remainingTasks() + " of " + job.tasks().totalTasks() + " tasks open, waiting for "
                        + job.waitingFor() + "; Redis has " + cluster.recordsOf(id));
            }
            if (job.ended()) {
                throw new IOException("job " + job.jobName() + " (" + id + ") ended as " + job.state() + ' '
                        + job.error().orElse(""));
            }
            Thread.sleep(POLL);
            job = cluster.admin().ask(client -> client.job(id));
        }
        return job;
    }

    private JobRequestBuilder request() {
        JobRequestBuilder request = JobRequest.of(chain.source().address(), chain.target())
                .jobName(chain.name() + '-' + ++started).operation(kind.operation()).deleteMode(kind.deleteMode())
                .filesPerTask(5 + random.nextInt(46)).irodsIdleDisconnectSeconds(IDLE_SECONDS);
        if (kind.handler()) {
            request.eventHandler(cluster.handler());
        } else {
            request.maxRetries(RETRIES).retryDelay(RETRY_DELAY);
        }
        if (kind.uploads() && random.nextBoolean()) {
            request.checksum(true);
        }
        if (random.nextInt(4) == 0) {
            request.maxParallelTasks(3);
        }
        return kind.bucket() ? request.s3(cluster.store()) : request;
    }
}
