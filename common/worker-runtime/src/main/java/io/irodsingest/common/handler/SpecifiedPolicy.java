package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a specification says, without an event handler. */
public record SpecifiedPolicy(JobSpec spec, List<CharacterRule> characterMap) implements JobPolicy {
    public SpecifiedPolicy(JobSpec spec) {
        this(spec, spec.options().characterMap().stream().map(rule -> CharacterRule.matching(rule.regex(), rule.to()))
                .toList());
    }

    @Override
    public Operation operation(HookTarget entry) {
        return spec.operation();
    }

    @Override
    public Optional<String> resource(HookTarget entry) {
        return spec.resource();
    }

    @Override
    public RawPath physicalPath(HookTarget entry) {
        return entry.sourcePath();
    }

    @Override
    public DeleteMode deleteMode() {
        return spec.deleteMode();
    }

    @Override
    public Optional<User> asUser() {
        return spec.options().asUser();
    }

    @Override
    public int maxRetries() {
        return spec.options().retries().most();
    }

    @Override
    public Duration delay(int retry) {
        return spec.options().retries().delay();
    }

    @Override
    public Duration timeout() {
        return spec.options().retries().timeout();
    }

    @Override
    public boolean wantsTags() {
        return false;
    }

    @Override
    public boolean has(Hook hook) {
        return false;
    }

    @Override
    public void call(Hook hook, HookTarget subject, IrodsSession session) {
        // nobody wants to be called
    }
}
