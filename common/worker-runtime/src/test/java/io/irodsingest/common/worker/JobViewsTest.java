package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.handler.Behaviour;
import io.irodsingest.common.handler.SpecifiedBehaviour;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobViewsTest {
    private final FakeCluster.Jobs jobs = new FakeCluster().jobs;
    private final Set<String> loaded = new HashSet<>();
    private final List<String> givenUp = new ArrayList<>();
    private final Set<String> released = new HashSet<>();
    private final JobViews views = new JobViews(Partial.of(JobStore.class, jobs), new Behaviours() {
        @Override
        public Behaviour of(String jobId, JobSpec spec) {
            loaded.add(jobId);
            return new SpecifiedBehaviour(spec);
        }

        @Override
        public void release(String jobId) {
            loaded.remove(jobId);
        }
    }, givenUp::add, spec -> released.add(spec.name()));

    @Test
    void theRecordOfAnActiveJobIsReadOnce() throws Exception {
        work("job");
        jobs.onRead = () -> {
            throw new AssertionError("read again");
        };

        assertThat(views.active("job")).isPresent();
    }

    @Test
    void whatIsHeldForAJobIsGivenUpWithIt() throws Exception {
        work("job");

        views.note("job", JobState.COMPLETED);

        assertThat(views.active("job")).isEmpty();
        assertThat(loaded).isEmpty();
        assertThat(released).containsExactly("job");
        assertThat(givenUp).containsExactly("job");
    }

    @Test
    void aStopThatNobodyToldIsFoundOut() throws Exception {
        work("job");
        jobs.states.put("job", JobState.STOPPING);

        views.poll();

        assertThat(givenUp).containsExactly("job");
        assertThat(views.active("job")).isEmpty();
    }

    /** Its worker hears nothing of it: no task of it is delivered, and it is not active. */
    @Test
    void theEndOfAJobBetweenTwoPassesIsFoundOut() throws Exception {
        work("periodic");
        views.note("periodic", JobState.WAITING);
        assertThat(loaded).as("it goes on").containsExactly("periodic");
        jobs.states.put("periodic", JobState.STOPPED);

        for (int i = 0; i <= JobViews.POLLS; i++) {
            views.poll();
        }

        assertThat(loaded).isEmpty();
    }

    @Test
    void whatIsMadeForAJobAfterItsEndIsGivenUpToo() throws Exception {
        ActiveJob job = work("job");
        views.note("job", JobState.STOPPED);
        job.behaviour();

        views.poll();

        assertThat(loaded).isEmpty();
    }

    @Test
    void viewsOfJobsThatAreNotActiveAreEvictedWithWhatTheyHold() throws Exception {
        int many = JobViews.MOST + 50;
        for (int i = 0; i < many; i++) {
            work("job" + i);
            views.note("job" + i, JobState.WAITING);
            jobs.states.put("job" + i, JobState.WAITING);
        }
        work("active");

        views.poll();

        assertThat(loaded).hasSize(JobViews.MOST).contains("active");
        assertThat(views.active("active")).isPresent();
    }

    @Test
    void theEndOfTheWorkerGivesUpAll() throws Exception {
        work("job");

        views.close();

        assertThat(loaded).isEmpty();
        assertThat(released).containsExactly("job");
    }

    private ActiveJob work(String id) throws Exception {
        jobs.states.put(id, JobState.RUNNING);
        ActiveJob job = views.active(id).orElseThrow();
        job.behaviour();
        return job;
    }
}
