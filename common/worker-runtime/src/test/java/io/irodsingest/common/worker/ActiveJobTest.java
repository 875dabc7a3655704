package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.trace.TraceParent;
import io.irodsingest.common.worker.JobPolicies.UnusableHandlerException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker holds for a job is made once, and given up once. */
class ActiveJobTest {
    private final Policies policies = new Policies();
    private final List<String> released = new ArrayList<>();
    private final ActiveJob job = job(false);

    /** Counts what it makes, and may fail once. */
    private static final class Policies implements JobPolicies {
        private final List<String> events = new ArrayList<>();
        private boolean broken;

        @Override
        public JobPolicy of(String jobId, JobSpec spec) throws UnusableHandlerException {
            if (broken) {
                throw new UnusableHandlerException("not in Redis any more");
            }
            events.add("made for " + jobId);
            return JobPolicy.specified(spec);
        }

        @Override
        public void release(String jobId) {
            events.add("given up for " + jobId);
        }
    }

    private ActiveJob job(boolean resumed) {
        return new ActiveJob("id", FakeCluster.spec("daily"), resumed, policies, spec -> released.add(spec.name()),
                RateLimit.FREE);
    }

    @Test
    void itsPolicyIsMadeOnceAndMadeAgainAfterItWasGivenUp() throws Exception {
        JobPolicy first = job.policy();
        assertThat(job.policy()).isSameAs(first);

        job.release();
        assertThat(job.policy()).isNotSameAs(first);

        assertThat(policies.events).containsExactly("made for id", "given up for id", "made for id");
    }

    @Test
    void whoKeepsSomethingForItIsToldOnceThatItIsOver() throws Exception {
        job.policy();

        job.release();
        job.release();

        assertThat(policies.events).containsExactly("made for id", "given up for id");
        assertThat(released).containsExactly("daily");
        assertThat(job.pace()).isSameAs(RateLimit.FREE);
    }

    @Test
    void nothingIsGivenUpOfAJobThatWasNotWorkedOn() {
        job.release();

        assertThat(policies.events).isEmpty();
        assertThat(released).isEmpty();
    }

    @Test
    void aHandlerThatCouldNotBeHadIsAskedForAgain() throws Exception {
        policies.broken = true;
        assertThatThrownBy(job::policy).isInstanceOf(UnusableHandlerException.class);
        job.release();
        assertThat(released).as("there was nothing to give up").isEmpty();

        policies.broken = false;
        assertThat(job.policy()).isNotNull();
    }

    @Test
    void itsTraceIsKnownToEveryProcessByItsId() {
        TraceParent trace = job.trace();

        assertThat(trace).isEqualTo(job(true).trace()).isEqualTo(FakeCluster.spec("daily").trace("id"));
    }

    @Test
    void thatItWasPausedIsRememberedFromItsRecordAndFromWhatIsSeen() {
        assertThat(job.wasResumed()).isFalse();
        assertThat(job(true).wasResumed()).isTrue();

        job.noteResumed();

        assertThat(job.wasResumed()).isTrue();
    }
}
