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
public final class LimitedBehaviour implements Behaviour {
    private final JobSpec spec;
    private final Limits limits;
    private final Behaviour behaviour;

    private LimitedBehaviour(JobSpec spec, Behaviour behaviour) {
        this.spec = spec;
        this.limits = spec.grant().limits();
        this.behaviour = behaviour;
    }

    /** The same behaviour, within the limits of the job's token if it has some. */
    public static Behaviour of(JobSpec spec, Behaviour behaviour) {
        return spec.grant().limits().isNone() ? behaviour : new LimitedBehaviour(spec, behaviour);
    }

    @Override
    public Optional<String> resource(Subject entry) throws HookFailedException, InterruptedException {
        Optional<String> resource = behaviour.resource(entry);
        check(limits.resource(resource));
        return resource;
    }

    @Override
    public RawPath physicalPath(Subject entry) throws HookFailedException, InterruptedException {
        RawPath path = behaviour.physicalPath(entry);
        check(limits.physicalPath(path));
        return path;
    }

    @Override
    public Optional<User> asUser() throws HookFailedException, InterruptedException {
        Optional<User> user = behaviour.asUser();
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
    public Operation operation(Subject entry) throws HookFailedException, InterruptedException {
        return behaviour.operation(entry);
    }

    @Override
    public DeleteMode deleteMode() throws HookFailedException, InterruptedException {
        return behaviour.deleteMode();
    }

    @Override
    public List<CharacterRule> characterMap() throws HookFailedException, InterruptedException {
        return behaviour.characterMap();
    }

    @Override
    public int maxRetries() throws HookFailedException, InterruptedException {
        return behaviour.maxRetries();
    }

    @Override
    public Duration delay(int retry) throws HookFailedException, InterruptedException {
        return behaviour.delay(retry);
    }

    @Override
    public Duration timeout() throws HookFailedException, InterruptedException {
        return behaviour.timeout();
    }

    @Override
    public boolean wantsTags() throws HookFailedException, InterruptedException {
        return behaviour.wantsTags();
    }

    @Override
    public boolean has(Hook hook) {
        return behaviour.has(hook);
    }

    @Override
    public void call(Hook hook, Subject subject, IrodsSession session)
            throws HookFailedException, HookSkippedException, UnavailableException, InterruptedException {
        behaviour.call(hook, subject, session);
    }
}
