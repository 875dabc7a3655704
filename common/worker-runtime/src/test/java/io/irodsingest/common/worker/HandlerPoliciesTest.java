package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.JobStore;
import io.irodsingest.common.worker.JobPolicies.UnusableHandlerException;
import io.irodsingest.handlerapi.Operation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Code runs in a worker only when the orchestrator sealed it for just this job. */
class HandlerPoliciesTest {
    private static final ClusterKey KEY = ClusterKey.of(ClusterKey.random());
    private static final HandlerFile JAR = new HandlerFile(Form.JAR, "h.jar", "00");

    /** What Redis has: a jar that somebody put there. */
    static final class Jobs {
        Optional<byte[]> handler(String jobId) {
            return Optional.of(new byte[]{1});
        }
    }

    @Test
    void aJarThatSomebodyPutIntoRedisIsNotLoaded() {
        refused("id", JAR, "was not sealed for this job");
        refused("id", JAR.sealed(KEY, "another"), "was not sealed for this job");
        refused("id", JAR.sealed(ClusterKey.of(ClusterKey.random()), "id"), "was not sealed for this job");
        HandlerFile sealed = JAR.sealed(KEY, "id");
        refused("id", new HandlerFile(Form.JAR, "h.jar", "ff", sealed.seal()), "was not sealed for this job");
        refused("id", sealed, "is not what was sent");
    }

    @Test
    void withoutAKeyNoJarIsLoaded() {
        assertThatExceptionOfType(UnusableHandlerException.class)
                .isThrownBy(() -> policies(Optional.empty()).of("id", spec(JAR.sealed(KEY, "id"))))
                .withMessageContaining("IRODS_INGEST_CLUSTER_KEY");
    }

    private static void refused(String jobId, HandlerFile file, String why) {
        assertThatExceptionOfType(UnusableHandlerException.class)
                .isThrownBy(() -> policies(Optional.of(KEY)).of(jobId, spec(file))).withMessageContaining(why);
    }

    private static HandlerPolicies policies(Optional<ClusterKey> key) {
        return new HandlerPolicies(Partial.of(JobStore.class, new Jobs()), key);
    }

    private static JobSpec spec(HandlerFile file) {
        return new JobSpec("j", IngestSpec.of(new RawPath("/data"), "/z/home/c", Operation.PUT).with(file));
    }
}
