package io.irodsingest.common.worker;

import io.irodsingest.common.handler.HookFailedException;
import io.irodsingest.common.handler.JobPolicy;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.outage.Dependency;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.User;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Connections to iRODS for a task, as the user that its job acts for. Belongs to one thread. */
final class JobSessions {
    private static final Set<IrodsError> CANNOT_ACT = EnumSet.of(IrodsError.CLIENT_USER_UNKNOWN,
            IrodsError.PROXY_REFUSED);

    private final Irods irods;
    private final ActiveJob job;
    private final JobPolicy policy;
    /** Null until it was asked for. */
    private Optional<User> user;

    JobSessions(Irods irods, ActiveJob job, JobPolicy policy) {
        this.irods = irods;
        this.job = job;
        this.policy = policy;
    }

    /**
     * A refusal of this process by the server is for the operator to mend, and no entry's fault: work waits for it too. To act
     * for a user is the job's wish, and a refusal of that its end.
     */
    IrodsSession open() throws UnavailableException, InterruptedException {
        try {
            return irods.session(asUser(), job.spec().options().idleDisconnect(), job.pace());
        } catch (IrodsException refused) {
            if (CANNOT_ACT.contains(refused.error())) {
                throw new JobFailedException(refused.getMessage(), refused);
            }
            throw new UnavailableException(Dependency.IRODS, refused.getMessage(), refused);
        }
    }

    /** Asked once for a task. */
    private Optional<User> asUser() throws InterruptedException {
        if (user == null) {
            try {
                user = policy.asUser();
            } catch (HookFailedException failed) {
                throw new JobFailedException("the user to act for is not known: " + failed.getMessage(), failed);
            }
        }
        return user;
    }
}
