package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.sun.management.UnixOperatingSystemMXBean;
import io.irodsingest.common.handlerfile.HandlerFiles;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.SourceJar;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import io.irodsingest.common.worker.FakeDelivery.Fate;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that has had a thousand jobs, each with a class of its own, is as it was after the first ones. */
@Tag("not-for-mutants")
@Timeout(300)
class WorkerLifeTest {
    private static final int JOBS = 1000;
    private static final int LOOK = 250;
    private static final long MEGABYTE = 1 << 20;

    private final FakeCluster cluster = new FakeCluster();
    private final AtomicInteger released = new AtomicInteger();

    @TempDir
    private Path directory;

    /** What a process has. */
    private record Figures(int jobs, long threads, long classes, long files, long heapMegabytes) {
        static Figures after(int jobs) {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Figures(jobs, ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                    ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getOpenFileDescriptorCount(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE);
        }
    }

    @Test
    void aThousandJobsLeaveNothingBehind() throws Exception {
        byte[] jar = SourceJar.of(directory, "Retrying", """
                private final byte[] memory = new byte[100_000];
                private final ThreadLocal<byte[]> more = ThreadLocal.withInitial(() -> new byte[100_000]);
                @Override public int maxRetries(Job job) { return more.get().length - memory.length; }
                """);
        HandlerFile file = HandlerFiles.check(Form.JAR, "Retrying.jar", jar);
        ClusterKey key = ClusterKey.of(ClusterKey.random());
        cluster.jobs.have(file, jar, key);
        List<Figures> figures = new ArrayList<>();
        WorkerOptions options = new WorkerOptions("test", List.of(FakeCluster.QUEUE), 4, Duration.ofMillis(200));
        try (Worker worker = new Worker(options, cluster.uses().with(Optional.of(key)), handlers())) {
            worker.start();
            for (int job = 1; job <= JOBS; job++) {
                run("job" + job);
                if (job % LOOK == 0) {
                    await().atMost(Duration.ofSeconds(30)).until(
                            () -> released.get() == cluster.taskTable.commits.size()
                                    + cluster.taskTable.failures.size());
                    figures.add(Figures.after(job));
                }
            }
        }
        figures.forEach(System.out::println);

        Figures early = figures.getFirst();
        Figures late = figures.getLast();
        assertThat(released).hasValue(JOBS);
        assertThat(late.threads()).isLessThanOrEqualTo(early.threads() + 4);
        assertThat(late.classes()).isLessThanOrEqualTo(early.classes() + 100);
        assertThat(late.files()).isLessThanOrEqualTo(early.files() + 4);
        assertThat(late.heapMegabytes()).isLessThanOrEqualTo(early.heapMegabytes() + 20);
    }

    /** Every tenth job fails. */
    private TaskHandlers handlers() {
        return WorkerTest.handling((task, context) -> {
            try {
                assertThat(context.policy().maxRetries()).isZero();
            } catch (HookFailedException broken) {
                throw new JobFailedException(broken.getMessage());
            }
            if (context.jobId().endsWith("0")) {
                throw new JobFailedException("for this test");
            }
        }).whenReleased(job -> released.incrementAndGet());
    }

    private void run(String job) {
        FakeDelivery delivery = cluster.task(job, 1, new FinishPass());
        cluster.messages.deliver(delivery);
        await().pollInterval(Duration.ofMillis(2)).until(() -> delivery.fate() == Fate.ACKED);
        cluster.jobs.become(job, JobState.COMPLETED);
        cluster.jobs.states.remove(job);
    }
}
