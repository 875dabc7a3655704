package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.job.Denials;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.job.Limits;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A job's behaviour within what its token may have: an event handler may answer what it likes, but gets no more than that. */
public final class LimitedPolicy implements EntryPolicy {
    private final JobSpec spec;
    private final Limits limits;
    private final EntryPolicy policy;

    private LimitedPolicy(JobSpec spec, EntryPolicy policy) {
        this.spec = spec;
        this.limits = spec.grant().limits();
        this.policy = policy;
    }

    /** The same behaviour, within the limits of the job's token if it has some. */
    public static EntryPolicy of(JobSpec spec, EntryPolicy policy) {
        return spec.grant().limits().isNone() ? policy : new LimitedPolicy(spec, policy);
    }

    @Override
    public Optional<String> resource(HookTarget entry) throws HookFailedException, InterruptedException {
        Optional<String> resource = policy.resource(entry);
        check(limits.resource(resource));
        return resource;
    }

    @Override
    public RawPath physicalPath(HookTarget entry) throws HookFailedException, InterruptedException {
        RawPath path = policy.physicalPath(entry);
        check(limits.physicalPath(path));
        return path;
    }

    @Override
    public Optional<User> asUser() throws HookFailedException, InterruptedException {
        Optional<User> user = policy.asUser();
        check(limits.user(user));
        return user;
    }

    private void check(Optional<String> refusal) throws HookFailedException {
        if (refusal.isPresent()) {
            String reason = refusal.get() + ", which token '" + spec.grant().by() + "' is limited to";
            Denials.note(spec, reason);
            throw new HookFailedException(reason);
        }
    }

    @Override
    public Operation operation(HookTarget entry) throws HookFailedException, InterruptedException {
        return policy.operation(entry);
    }

    @Override
    public DeleteMode deleteMode() throws HookFailedException, InterruptedException {
        return policy.deleteMode();
    }

    @Override
    public List<CharacterRule> characterMap() throws HookFailedException, InterruptedException {
        return policy.characterMap();
    }

    @Override
    public int maxRetries() throws HookFailedException, InterruptedException {
        return policy.maxRetries();
    }

    @Override
    public Duration delay(int retry) throws HookFailedException, InterruptedException {
        return policy.delay(retry);
    }

    @Override
    public Duration timeout() throws HookFailedException, InterruptedException {
        return policy.timeout();
    }

    @Override
    public boolean wantsTags() throws HookFailedException, InterruptedException {
        return policy.wantsTags();
    }

    @Override
    public boolean has(Hook hook) {
        return policy.has(hook);
    }

    @Override
    public void call(Hook hook, HookTarget subject, IrodsSession session)
            throws HookFailedException, HookSkippedException, UnavailableException, InterruptedException {
        policy.call(hook, subject, session);
    }
}
