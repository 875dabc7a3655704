package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.JobState;
import io.irodsingest.common.state.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class JobCacheTest {
    private final FakeCluster.Jobs jobs = new FakeCluster().jobs;
    private final Set<String> loaded = new HashSet<>();
    private final List<String> givenUp = new ArrayList<>();
    private final Set<String> released = new HashSet<>();
    private final JobCache jobCache = new JobCache(Partial.of(JobStore.class, jobs), new JobPolicies() {
        @Override
        public JobPolicy of(String jobId, JobSpec spec) {
            loaded.add(jobId);
            return JobPolicy.specified(spec);
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

        assertThat(jobCache.active("job")).isPresent();
    }

    @Test
    void whatIsHeldForAJobIsGivenUpWithIt() throws Exception {
        work("job");

        jobCache.note("job", JobState.COMPLETED);

        assertThat(jobCache.active("job")).isEmpty();
        assertThat(loaded).isEmpty();
        assertThat(released).containsExactly("job");
        assertThat(givenUp).containsExactly("job");
    }

    @Test
    void aStopThatNobodyToldIsFoundOut() throws Exception {
        work("job");
        jobs.states.put("job", JobState.STOPPING);

        jobCache.poll();

        assertThat(givenUp).containsExactly("job");
        assertThat(jobCache.active("job")).isEmpty();
    }

    /** Its worker hears nothing of it: no task of it is delivered, and it is not active. */
    @Test
    void theEndOfAJobBetweenTwoPassesIsFoundOut() throws Exception {
        work("periodic");
        jobCache.note("periodic", JobState.WAITING);
        assertThat(loaded).as("it goes on").containsExactly("periodic");
        jobs.states.put("periodic", JobState.STOPPED);

        for (int i = 0; i <= JobCache.POLLS; i++) {
            jobCache.poll();
        }

        assertThat(loaded).isEmpty();
    }

    /** A pass of it took too long and was stopped, and the next one has begun. */
    @Test
    void aPeriodicJobThatWasBeingStoppedMayGoOn() throws Exception {
        jobs.doing(id -> new JobSpec(id, FakeCluster.spec(id).work(), JobOptions.every(Duration.ofHours(1))));
        work("periodic");
        jobs.states.put("periodic", JobState.STOPPING);
        jobCache.note("periodic", JobState.STOPPING);
        assertThat(givenUp).containsExactly("periodic");
        assertThat(jobCache.active("periodic")).isEmpty();
        jobs.states.put("periodic", JobState.QUEUED);

        assertThat(jobCache.active("periodic")).isPresent();
    }

    @Test
    void aSinglePassThatIsBeingStoppedIsNotLookedAtAgain() throws Exception {
        work("job");
        jobCache.note("job", JobState.STOPPING);
        jobs.states.put("job", JobState.RUNNING);

        assertThat(jobCache.active("job")).isEmpty();
    }

    @Test
    void whatIsMadeForAJobAfterItsEndIsGivenUpToo() throws Exception {
        ActiveJob job = work("job");
        jobCache.note("job", JobState.STOPPED);
        job.policy();

        jobCache.poll();

        assertThat(loaded).isEmpty();
    }

    @Test
    void viewsOfJobsThatAreNotActiveAreEvictedWithWhatTheyHold() throws Exception {
        int many = JobCache.MOST + 50;
        for (int i = 0; i < many; i++) {
            work("job" + i);
            jobCache.note("job" + i, JobState.WAITING);
            jobs.states.put("job" + i, JobState.WAITING);
        }
        work("active");

        jobCache.poll();

        assertThat(loaded).hasSize(JobCache.MOST).contains("active");
        assertThat(jobCache.active("active")).isPresent();
    }

    @Test
    void theEndOfTheWorkerGivesUpAll() throws Exception {
        work("job");

        jobCache.close();

        assertThat(loaded).isEmpty();
        assertThat(released).containsExactly("job");
    }

    @Test
    void aJobThatNobodyKnowsIsNotWorkedOn() throws Exception {
        assertThat(jobCache.active("unknown")).isEmpty();
    }

    /** Old messages of its tasks may be about. */
    @Test
    void aJobThatGoesOnAfterAPauseIsWorkedOnAndKnownToHaveBeenPaused() throws Exception {
        ActiveJob job = work("job");
        assertThat(job.wasResumed()).isFalse();
        jobCache.note("job", JobState.PAUSED);
        jobs.states.put("job", JobState.PAUSED);
        assertThat(jobCache.active("job")).isEmpty();
        assertThat(givenUp).as("its tasks run to their end").isEmpty();
        assertThat(job.wasResumed()).as("it is paused yet").isFalse();

        jobs.states.put("job", JobState.RUNNING);

        assertThat(jobCache.active("job")).contains(job);
        assertThat(job.wasResumed()).isTrue();
    }

    @Test
    void theNextPassOfAJobIsNoResumption() throws Exception {
        ActiveJob job = work("periodic");
        jobCache.note("periodic", JobState.WAITING);
        jobs.states.put("periodic", JobState.RUNNING);

        assertThat(jobCache.active("periodic")).contains(job);
        assertThat(job.wasResumed()).isFalse();
    }

    @Test
    void aJobThatWasPausedBeforeThisWorkerSawItIsKnownToHaveBeen() throws Exception {
        jobs.resumes = 1;
        assertThat(work("job").wasResumed()).isTrue();
    }

    /** Events may come late: a job that is over does not begin again for that. */
    @Test
    void oldNewsDoNotBringAJobBack() throws Exception {
        work("job");
        jobCache.note("job", JobState.COMPLETED);
        jobCache.note("job", JobState.RUNNING);

        assertThat(jobCache.active("job")).isEmpty();
    }

    @Test
    void aJobThatIsForgottenMeanwhileIsOver() throws Exception {
        work("job");
        jobs.states.remove("job");

        jobCache.poll();

        assertThat(givenUp).containsExactly("job");
        assertThat(jobCache.active("job")).isEmpty();
    }

    @Test
    void aStopComesThroughWhileAJobIsPaused() throws Exception {
        work("job");
        jobCache.note("job", JobState.PAUSED);

        jobCache.note("job", JobState.STOPPING);

        assertThat(givenUp).containsExactly("job");
        assertThat(loaded).as("its handler is held until it has stopped").containsExactly("job");
    }

    /** Of thousands of periodic jobs each worker would ask every second. */
    @Test
    void jobsBetweenTwoPassesAreAskedForOnlyNowAndThen() throws Exception {
        work("periodic");
        jobs.states.put("periodic", JobState.WAITING);
        jobCache.note("periodic", JobState.WAITING);
        AtomicInteger asked = new AtomicInteger();
        jobs.onStates = asked::incrementAndGet;

        for (int i = 0; i < 2 * JobCache.POLLS; i++) {
            jobCache.poll();
        }

        assertThat(asked).hasValue(2);
    }

    @Test
    void withoutActiveJobsNothingIsAsked() throws Exception {
        work("job");
        jobCache.note("job", JobState.COMPLETED);
        jobs.onStates = () -> {
            throw new AssertionError("asked for states");
        };

        jobCache.poll();
        jobCache.poll();
    }

    private ActiveJob work(String id) throws Exception {
        jobs.states.put(id, JobState.RUNNING);
        ActiveJob job = jobCache.active(id).orElseThrow();
        job.policy();
        return job;
    }
}
