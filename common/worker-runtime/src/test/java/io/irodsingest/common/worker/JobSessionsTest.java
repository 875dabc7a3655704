package io.irodsingest.common.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.RateLimit;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobSessionsTest {
    private static final int CLIENT_USER_UNKNOWN = -832_000;
    private static final int AUTHENTICATION_FAILED = -826_000;
    private static final User ALICE = new User("tempZone", "alice");

    private final Server server = new Server();

    /** Notes for whom connections are wanted, and refuses them with a status. */
    private static final class Server {
        private final List<Optional<User>> asked = new ArrayList<>();
        private int refusal;

        IrodsSession session(Optional<User> user, Optional<Duration> idle, RateLimit pace) throws IrodsException {
            asked.add(user);
            if (refusal != 0) {
                throw new IrodsException(refusal, "refused");
            }
            return Partial.of(IrodsSession.class, new Object());
        }
    }

    /** An event handler that says for whom the job works. */
    private static final class ForAlice {
        private int questions;

        Optional<User> asUser() {
            questions++;
            return Optional.of(ALICE);
        }
    }

    /** One that cannot say. */
    private static final class BrokenHandler {
        Optional<User> asUser() throws HookFailedException {
            throw new HookFailedException("as_user threw");
        }
    }

    private JobSessions sessions(Object policy) {
        ActiveJob job = new ActiveJob("job", FakeCluster.spec("job"), false, JobPolicies.SPECIFIED, spec -> {},
                RateLimit.FREE);
        return new JobSessions(Partial.of(Irods.class, server), job, Partial.of(JobPolicy.class, policy));
    }

    @Test
    void theHandlerIsAskedOnceForWhomTheJobWorks() throws Exception {
        ForAlice policy = new ForAlice();
        JobSessions sessions = sessions(policy);

        sessions.open();
        sessions.open();

        assertThat(server.asked).containsExactly(Optional.of(ALICE), Optional.of(ALICE));
        assertThat(policy.questions).isEqualTo(1);
    }

    @Test
    void aUserThatWeMayNotActForFailsTheJob() {
        server.refusal = CLIENT_USER_UNKNOWN;
        assertThatThrownBy(() -> sessions(new ForAlice()).open()).isInstanceOf(JobFailedException.class);
    }

    @Test
    void aRefusalOfOurselvesIsAnOutageForTheOperatorToMend() {
        server.refusal = AUTHENTICATION_FAILED;
        assertThatThrownBy(() -> sessions(new ForAlice()).open()).isInstanceOfSatisfying(UnavailableException.class,
                away -> assertThat(away.dependency()).isEqualTo(Dependency.IRODS));
    }

    @Test
    void aHandlerThatCannotSayFailsTheJob() {
        assertThatThrownBy(() -> sessions(new BrokenHandler()).open()).isInstanceOf(JobFailedException.class)
                .hasMessage("the user to act for is not known: as_user threw");
        assertThat(server.asked).isEmpty();
    }
}
