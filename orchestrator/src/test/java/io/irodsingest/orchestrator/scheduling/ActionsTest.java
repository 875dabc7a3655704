package io.irodsingest.orchestrator.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.state.NewJob;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.S3Options;
import io.irodsingest.orchestrator.scheduling.Actions.Kept;
import io.irodsingest.orchestrator.scheduling.Actions.StoredAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is secret in an action lies sealed, and opens for nothing but what it was sealed for. */
class ActionsTest {
    private static final String BUCKET = "{\"source\": \"/bucket\", \"target\": \"/z/x\","
            + " \"s3\": {\"access_key\": \"the-access\", \"secret_key\": \"the-secret\"}}";
    private static final String YAML = Base64.getEncoder()
            .encodeToString("operation: PUT\n".getBytes(StandardCharsets.UTF_8));
    private static final String HANDLER = "{\"source\": \"/data\", \"target\": \"/z/x\", \"event_handler\":"
            + " {\"form\": \"yaml\", \"file_name\": \"h.yaml\", \"content\": \"" + YAML + "\"}}";
    private static final Grant MAKER = new Grant("lab", false, Limits.NONE);
    private static final StoredAction STORED = new StoredAction("id", "nightly", MAKER);
    private static final Going RUN = new Going(7, 9, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Cause.PLAN, "id.7",
            false);

    private final ClusterKey key = ClusterKey.of(ClusterKey.random());
    private final Actions actions = new Actions(Optional.of(key));

    @Test
    void aKeyPairIsSealedForTheScheduleAndAnewForEachJob() throws Exception {
        Action.Start kept = kept(BUCKET).action() instanceof Action.Start start ? start : null;
        assertThat(Documents.text(kept)).doesNotContain("the-access", "the-secret").contains("***");
        assertThat(kept.toString()).doesNotContain("the-secret");
        assertThat(AdminJson.lenient().writeValueAsString(actions.shown(kept))).doesNotContain("the-secret")
                .contains("***");

        NewJob job = actions.open(STORED, kept, RUN, Optional.empty(), "nightly-7");

        S3Options s3 = IngestSpec.of(job.spec()).from().s3().orElseThrow();
        String purpose = S3Options.keyPairPurpose("nightly-7", IngestSpec.of(job.spec()).source(), "/z/x",
                S3Options.store(s3.endpointDomain(), s3.insecureConnection(), s3.proxyUrl()));
        assertThat(key.open(s3.sealedKeyPair().orElseThrow(), purpose).reveal()).isEqualTo("the-access\nthe-secret");
        assertThat(job.id()).isEqualTo("id.7");
        assertThat(job.spec().grant()).isEqualTo(MAKER);
        assertThat(job.runOf().orElseThrow().name()).isEqualTo("nightly");
        assertThat(job.plannedAt()).contains(Instant.EPOCH);
    }

    @Test
    void itOpensForNoOtherRequestScheduleOrMaker() throws Exception {
        Action.Start kept = (Action.Start) kept(BUCKET).action();
        ObjectNode elsewhere = kept.request().deepCopy();
        elsewhere.put("target", "/z/mine");
        for (StoredAction other : List.of(new StoredAction("other", "nightly", MAKER),
                new StoredAction("id", "nightly", new Grant("lab", true, Limits.NONE)))) {
            assertThatThrownBy(() -> actions.open(other, kept, RUN, Optional.empty(), "n"))
                    .isInstanceOf(InvalidJobException.class).hasMessageContaining("cannot be opened");
        }
        assertThatThrownBy(() -> actions.open(STORED, new Action.Start(elsewhere, kept.seal()), RUN,
                Optional.empty(), "n")).hasMessageContaining("cannot be opened");
        assertThatThrownBy(() -> actions.open(STORED, new Action.Start(kept.request(), Optional.empty()), RUN,
                Optional.empty(), "n")).hasMessageContaining("has no seal");
        assertThatThrownBy(() -> new Actions(Optional.empty()).open(STORED, kept, RUN, Optional.empty(), "n"))
                .hasMessageContaining("IRODS_INGEST_CLUSTER_KEY");
    }

    @Test
    void itOpensAfterItLayInRedis() throws Exception {
        Action.Start kept = (Action.Start) kept(BUCKET.replace("}}", "}, \"retry_delay\": 1.50}")).action();
        Action read = Documents.JSON.readValue(Documents.JSON.writerFor(Action.class).writeValueAsString(kept),
                Action.class);
        assertThat(actions.open(STORED, (Action.Start) read, RUN, Optional.empty(), "n").id()).isEqualTo("id.7");
    }

    @Test
    void anEventHandlerIsBesideAndIsTheOneThatWasSent() throws Exception {
        Kept kept = kept(HANDLER);
        Action.Start start = (Action.Start) kept.action();
        assertThat(Documents.text(start)).doesNotContain(YAML);
        assertThat(kept.attachment()).contains(YAML);

        NewJob job = actions.open(STORED, start, RUN, kept.attachment(), "n");

        assertThat(job.handler()).hasValueSatisfying(content -> assertThat(content).asString()
                .isEqualTo("operation: PUT\n"));
        assertThat(IngestSpec.of(job.spec()).handler().orElseThrow().isSealedBy(key, "id.7")).isTrue();
        String other = Base64.getEncoder().encodeToString("operation: NO_OP\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> actions.open(STORED, start, RUN, Optional.of(other), "n"))
                .hasMessageContaining("not the one that was sealed");
    }

    @Test
    void withoutAKeySecretsAreRefusedAsThoseOfJobsAre() {
        Actions keyless = new Actions(Optional.empty());
        assertThatThrownBy(() -> keyless.keep(request(BUCKET), "id", "nightly", MAKER))
                .isInstanceOf(InvalidJobException.class).hasMessageContaining("cannot be kept safe here");
    }

    private Kept kept(String request) throws JsonProcessingException {
        return actions.keep(request(request), "id", "nightly", MAKER);
    }

    private static JobRequest request(String json) throws JsonProcessingException {
        return AdminJson.strict().readValue(json, JobRequest.class);
    }
}
