package io.irodsingest.common.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.handler.EntryPolicy;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handler.SpecifiedPolicy;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.handlerfile.HandlerFiles;
import io.irodsingest.common.handlerfile.InvalidHandlerException;
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
    private static final byte[] DECLARED = "retries: {max: 3}\nto_resource: [{regex: x, use: xResc}]".getBytes(UTF_8);
    private static final HandlerFile JAR = new HandlerFile(Form.JAR, "h.jar", "00");

    /** What Redis has: a jar that somebody put there. */
    static final class Jobs {
        Optional<byte[]> handler(String jobId) {
            return Optional.of(new byte[]{1});
        }
    }

    /** What Redis has is what was sent, or nothing. */
    record Holding(Optional<byte[]> content) {
        Optional<byte[]> handler(String jobId) {
            return content;
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

    @Test
    void aHandlerThatRedisHasNoMoreFailsTheJobInWordsThatSayWhatToDo() {
        HandlerPolicies policies = holding(Optional.empty());

        assertThatExceptionOfType(UnusableHandlerException.class).isThrownBy(() -> policies.of("id", spec(yaml())))
                .withMessage("event handler h.yaml is not in Redis any more; start the job again");
    }

    /** It runs nothing, so that nobody need say who sent it. */
    @Test
    void aYamlFileNeedsNoKeyAndIsGivenUpWithItsJob() throws Exception {
        HandlerPolicies policies = holding(Optional.of(DECLARED));
        HookTarget entry = new HookTarget(new RawPath("/data/x"), "/z/home/c/x", Optional.empty());

        EntryPolicy policy = EntryPolicy.of(policies.of("id", spec(yaml())));
        assertThat(policy.maxRetries()).isEqualTo(3);
        assertThat(policy.resource(entry)).contains("xResc");

        policies.release("id");
        policies.release("id");
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> policy.resource(entry))
                .withMessageStartingWith("toResource of h.yaml could not be called");
    }

    /** A task may ask for it at the same time as another one, and the job may go on after its release. */
    @Test
    void aHandlerThatIsMadeAgainTakesThePlaceOfTheOneBefore() throws Exception {
        HandlerPolicies policies = holding(Optional.of(DECLARED));
        HookTarget entry = new HookTarget(new RawPath("/data/x"), "/z/home/c/x", Optional.empty());
        EntryPolicy first = EntryPolicy.of(policies.of("id", spec(yaml())));

        EntryPolicy second = EntryPolicy.of(policies.of("id", spec(yaml())));

        assertThat(second.resource(entry)).contains("xResc");
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(() -> first.resource(entry));
        policies.release("id");
    }

    private static HandlerFile yaml() throws InvalidHandlerException {
        return HandlerFiles.check(Form.YAML, "h.yaml", DECLARED);
    }

    private static HandlerPolicies holding(Optional<byte[]> content) {
        return new HandlerPolicies(Partial.of(JobStore.class, new Holding(content)), Optional.empty(),
                PythonOptions.USUAL);
    }

    @Test
    void withoutAHandlerAJobIsDoneAsItsSpecificationSays() throws Exception {
        JobSpec spec = FakeCluster.spec("daily");

        assertThat(policies(Optional.empty()).of("id", spec)).isInstanceOf(SpecifiedPolicy.class)
                .isEqualTo(JobPolicy.specified(spec));
    }

    private static void refused(String jobId, HandlerFile file, String why) {
        assertThatExceptionOfType(UnusableHandlerException.class)
                .isThrownBy(() -> policies(Optional.of(KEY)).of(jobId, spec(file))).withMessageContaining(why);
    }

    private static HandlerPolicies policies(Optional<ClusterKey> key) {
        return new HandlerPolicies(Partial.of(JobStore.class, new Jobs()), key, PythonOptions.USUAL);
    }

    private static JobSpec spec(HandlerFile file) {
        return new JobSpec("j", IngestSpec.of(new RawPath("/data"), "/z/home/c", Operation.PUT).with(file));
    }
}
