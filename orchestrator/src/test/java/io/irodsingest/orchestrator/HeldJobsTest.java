package io.irodsingest.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.common.job.Job;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.job.Predecessor;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.JobStore.Creation;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestCourse;
import io.irodsingest.ingesttasks.IngestSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs that are held back until their release, under an orchestrator. */
class HeldJobsTest {
    private static final String JOBS = "/api/v1/jobs";

    private TestCluster cluster;
    private Http http;

    @BeforeEach
    void start() throws Exception {
        cluster = new TestCluster();
        http = new Http(cluster.orchestrator().uri());
    }

    @AfterEach
    void end() throws Exception {
        cluster.close();
    }

    @Test
    void aHeldJobSaysThatItWaitsForItsReleaseAndCanBeStopped() throws Exception {
        Job other = made("other");
        Job job = made("held", Predecessor.RELEASE, after(other));

        JsonNode shown = http.get(JOBS + "/held").body();
        assertThat(shown.path("state").textValue()).isEqualTo("BLOCKED");
        assertThat(shown.path("after")).extracting(one -> one.path("job").textValue()).containsExactly(other.id());
        assertThat(shown.path("waiting_for")).extracting(JsonNode::textValue).containsExactly("its release",
                "job other (" + other.id() + "): it must have ended well");
        Job alone = made("alone", Predecessor.RELEASE);
        assertThat(http.get(JOBS + "/alone").body().has("after")).isFalse();

        assertThat(http.post(JOBS + "/held/stop", "").text("state")).isEqualTo("STOPPED");
        assertThat(cluster.ports().chains().met(job.id(), Set.of(Predecessor.RELEASE.id()))).isEmpty();
        assertThat(now(job).state()).isEqualTo(JobState.STOPPED);
        assertThat(now(alone).state()).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void aHeldJobBeginsWhenItIsReleasedAndWhatItComesAfterHasEndedWhicheverIsFirst() throws Exception {
        Job other = made("other");
        Job releasedFirst = made("first", Predecessor.RELEASE, after(other));
        Job releasedLast = made("last", Predecessor.RELEASE, after(other));
        assertThat(release(releasedFirst)).isEmpty();

        cluster.worker(PretendedWork.ofTasks(1));
        awaitState(other, JobState.COMPLETED);
        awaitState(releasedFirst, JobState.COMPLETED);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> now(releasedLast).origin().chain().predecessors().get(1).met());
        assertThat(now(releasedLast).state()).isEqualTo(JobState.BLOCKED);
        assertThat(http.get(JOBS + "/last").body().path("waiting_for")).extracting(JsonNode::textValue)
                .containsExactly("its release");

        release(releasedLast);
        awaitState(releasedLast, JobState.COMPLETED);
    }

    @Test
    void aHeldJobFailsWithWhatMustEndWellBeforeIt() throws Exception {
        Job other = made("other");
        Job held = made("held", Predecessor.RELEASE, after(other));

        cluster.jobs().change(other.id(), JobState.FAILED, Optional.of("the disk is full"));

        awaitState(held, JobState.FAILED);
        assertThat(release(held)).isEmpty();
    }

    private Optional<?> release(Job job) throws InterruptedException {
        return cluster.ports().chains().met(job.id(), Set.of(Predecessor.RELEASE.id()));
    }

    private static Predecessor after(Job job) {
        return new Predecessor(job.id(), job.spec().name(), false, false);
    }

    private Job made(String name, Predecessor... others) throws InterruptedException {
        IngestSpec work = IngestSpec.of(new RawPath("/data"), "/z/x", Operation.REGISTER_SYNC);
        Creation creation = cluster.jobs()
                .create(NewJob.of(new JobSpec(name, work), IngestCourse.of(work)).behind(List.of(others)));
        return switch (creation) {
            case Creation.Created made -> made.job();
            case Creation.Blocked made -> made.job();
            default -> throw new AssertionError(creation);
        };
    }

    private Job now(Job job) throws InterruptedException {
        return cluster.jobs().byId(job.id()).orElseThrow();
    }

    private void awaitState(Job job, JobState state) {
        await().atMost(60, TimeUnit.SECONDS).until(() -> now(job).state() == state);
    }
}
