package io.irodsingest.ingest.scan;

import static org.assertj.core.api.Assertions.assertThat;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.worker.Outcome;
import io.irodsingest.common.worker.Partial;
import io.irodsingest.common.worker.ServedTask;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.ingesttasks.IngestTask.FinishPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FinishPassHandlerTest {
    private static final RawPath SOURCE = new RawPath("/data");
    private static final JobSpec SPEC = new JobSpec("job",
            IngestSpec.of(SOURCE, "/tempZone/in", Operation.REGISTER_SYNC));

    private final List<Hook> called = new ArrayList<>();
    private final FinishPassHandler handler = new FinishPassHandler();

    /** Gives connections that nobody may use. */
    private static final class NoServer {
        IrodsSession session() {
            return Partial.of(IrodsSession.class, new Object() {
                @SuppressWarnings("unused")
                void close() {
                    // nothing was opened
                }
            });
        }
    }

    /** An event handler with hooks of the job. */
    private final class Hooked {
        private final Optional<String> error;

        Hooked(Optional<String> error) {
            this.error = error;
        }

        boolean has(Hook hook) {
            return true;
        }

        void call(Hook hook, HookTarget subject, IrodsSession session) throws HookFailedException {
            called.add(hook);
            if (error.isPresent()) {
                throw new HookFailedException(error.get());
            }
        }
    }

    private ServedTask context(Optional<String> error) {
        return new ServedTask(SPEC, Partial.of(Irods.class, new NoServer()))
                .with(Partial.of(JobPolicy.class, new Hooked(error)));
    }

    @Test
    void theHookOfThePassIsCalled() throws Exception {
        Outcome.Done done = (Outcome.Done) handler.handle(new FinishPass(), context(Optional.empty()));

        assertThat(called).containsExactly(Hook.POST_JOB);
        assertThat(done.failures()).isEmpty();
        assertThat(done.children()).isEmpty();
    }

    @Test
    void aHookThatFailsIsAFailureOfTheSource() throws Exception {
        Outcome.Done done = (Outcome.Done) handler.handle(new FinishPass(), context(Optional.of("post_job threw")));

        assertThat(done.counts().of(Count.FAILED)).isEqualTo(1);
        assertThat(done.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.path()).isEqualTo(SOURCE);
            assertThat(failure.error()).isEqualTo("post_job threw");
        });
    }
}
