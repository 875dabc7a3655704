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
class LimitedBehaviourTest {
    private static final JobSpec LIMITED = Given.SPEC.grantedTo(new Grant("lab", false, new Limits(List.of("/data"),
            List.of(), List.of("lab#tempZone"), List.of("demoResc"))));

    @Test
    void answersBeyondTheLimitsAreRefused() throws Exception {
        byte[] content = Given.bytes("as_user: {zone: tempZone, name: rods}\nto_resource: [{regex: x, use: xResc}]\n"
                + "target_path: [{regex: \"^/data/y\", replace: /etc}]\n");
        try (HandledBehaviour handled = EventHandlers.load(LIMITED,
                HandlerFiles.check(Form.YAML, "h.yaml", content), content)) {
            Behaviour behaviour = LimitedBehaviour.of(LIMITED, handled);
            refused(behaviour::asUser, "acting for rods#tempZone is not allowed");
            refused(() -> behaviour.resource(Given.subject("/data/x")), "resource xResc");
            assertThat(behaviour.resource(Given.subject("/data/z"))).isEqualTo(Optional.of("demoResc"));
            refused(() -> behaviour.physicalPath(Given.subject("/data/y/passwd")), "physical path /etc/passwd");
            assertThat(behaviour.physicalPath(Given.subject("/data/z"))).isEqualTo(new RawPath("/data/z"));
        }
    }

    @Test
    void withoutLimitsABehaviourIsAsItIs() {
        Behaviour behaviour = new SpecifiedBehaviour(Given.SPEC);
        assertThat(LimitedBehaviour.of(Given.SPEC, behaviour)).isSameAs(behaviour);
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
