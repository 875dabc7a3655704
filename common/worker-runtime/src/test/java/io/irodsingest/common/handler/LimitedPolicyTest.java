package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.HandlerFiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import io.irodsingest.common.job.Grant;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an event handler answers is within the limits of the job's token, or fails what it was asked for. */
class LimitedPolicyTest {
    private static final JobSpec LIMITED = Given.SPEC.grantedTo(new Grant("lab", false, new Limits(List.of("/data"),
            List.of(), List.of("lab#tempZone"), List.of("demoResc"))));

    @Test
    void answersBeyondTheLimitsAreRefused() throws Exception {
        byte[] content = Given.bytes("as_user: {zone: tempZone, name: rods}\nto_resource: [{regex: x, use: xResc}]\n"
                + "target_path: [{regex: \"^/data/y\", replace: /etc}]\n");
        try (HandlerPolicy handled = EventHandlers.load(LIMITED, Given.WORK,
                HandlerFiles.check(Form.YAML, "h.yaml", content), content, Given.PYTHON)) {
            EntryPolicy policy = LimitedPolicy.of(LIMITED, handled);
            refused(policy::asUser, "acting for rods#tempZone is not allowed");
            refused(() -> policy.resource(Given.subject("/data/x")), "resource xResc");
            assertThat(policy.resource(Given.subject("/data/z"))).isEqualTo(Optional.of("demoResc"));
            refused(() -> policy.physicalPath(Given.subject("/data/y/passwd")), "physical path /etc/passwd");
            assertThat(policy.physicalPath(Given.subject("/data/z"))).isEqualTo(new RawPath("/data/z"));
        }
    }

    @Test
    void withoutLimitsABehaviourIsAsItIs() {
        EntryPolicy policy = EntryPolicy.of(JobPolicy.specified(Given.SPEC));
        assertThat(LimitedPolicy.of(Given.SPEC, policy)).isSameAs(policy);
    }

    @FunctionalInterface
    private interface Question {
        Object ask() throws Exception;
    }

    private static void refused(Question question, String why) {
        assertThatExceptionOfType(HookFailedException.class).isThrownBy(question::ask).withMessageContaining(why)
                .withMessageContaining("token 'lab' is limited to");
    }
}
