package io.irodsingest.common.handler;

import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.JobOptions;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.util.List;
import java.util.Optional;

/** What a specification says of a job that works on entries, without an event handler. */
public record SpecifiedPolicy(EntryWork work, JobOptions options, List<CharacterRule> characterMap)
        implements
            EntryPolicy,
            Unhandled {
    public SpecifiedPolicy(EntryWork work, JobOptions options) {
        this(work, options, work.characterMap().stream().map(rule -> CharacterRule.matching(rule.regex(), rule.to()))
                .toList());
    }

    @Override
    public Operation operation(HookTarget entry) {
        return work.operation();
    }

    @Override
    public Optional<String> resource(HookTarget entry) {
        return work.resource();
    }

    @Override
    public RawPath physicalPath(HookTarget entry) {
        return entry.sourcePath();
    }

    @Override
    public DeleteMode deleteMode() {
        return work.deleteMode();
    }

    @Override
    public boolean wantsTags() {
        return false;
    }
}
