package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.Hooks;
import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.job.EntryWork;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Entry;
import io.irodsingest.handlerapi.EventHandler;
import io.irodsingest.handlerapi.Job;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What an event handler says, and where it says nothing, what the specification says. */
public final class HandlerPolicy implements EntryPolicy, AutoCloseable {
    private static final Instant LONG_AGO = Instant.EPOCH;
    /** A call ends before its task is interrupted, so that it fails its own entry and not all of the task. */
    private static final int TENTHS_FOR_A_CALL = 9;

    private final SpecifiedPolicy specified;
    private final Job job;
    private final LoadedHandler loaded;
    private final BoundedCalls calls;
    private final Memo<DeleteMode> deleteMode = new Memo<>();
    private final Memo<Optional<User>> asUser = new Memo<>();
    private final Memo<List<CharacterRule>> characterMap = new Memo<>();
    private final Memo<Integer> maxRetries = new Memo<>();
    private final Memo<Duration> timeout = new Memo<>();
    private final Memo<Boolean> wantsTags = new Memo<>();

    /** @param calls closed with this */
    HandlerPolicy(JobSpec spec, EntryWork work, LoadedHandler loaded, BoundedCalls calls) {
        this.specified = new SpecifiedPolicy(work, spec.options());
        this.job = new Job(spec.name(), work.source().encoded(), work.target(), work.operation(), work.deleteMode(),
                work.resource());
        this.loaded = loaded;
        this.calls = calls;
    }

    @Override
    public Operation operation(HookTarget subject) throws HookFailedException, InterruptedException {
        if (!wants("operation")) {
            return specified.operation(subject);
        }
        Entry entry = entry(subject);
        Operation operation = ask("operation", () -> AnswerChecks.notNull(handler().operation(job, entry)));
        if (!deleteMode().goesWith(operation)) {
            throw new HookFailedException("operation of " + loaded.name() + " answered " + operation
                    + ", which does not go with delete mode " + deleteMode());
        }
        return operation;
    }

    @Override
    public Optional<String> resource(HookTarget subject) throws HookFailedException, InterruptedException {
        Entry entry = entry(subject);
        Optional<String> resource = wants("toResource")
                ? ask("toResource", () -> AnswerChecks.resource(handler().toResource(job, entry)))
                : specified.resource(subject);
        if (resource.isEmpty() && operation(subject) == Operation.REGISTER_AS_REPLICA_SYNC) {
            throw new HookFailedException("operation REGISTER_AS_REPLICA_SYNC needs a resource for the replicas, and "
                    + loaded.name() + " names none");
        }
        return resource;
    }

    @Override
    public RawPath physicalPath(HookTarget subject) throws HookFailedException, InterruptedException {
        if (!wants("targetPath")) {
            return specified.physicalPath(subject);
        }
        Entry entry = entry(subject);
        return ask("targetPath", () -> AnswerChecks.physicalPath(handler().targetPath(job, entry)));
    }

    @Override
    public DeleteMode deleteMode() throws HookFailedException, InterruptedException {
        return wants("deleteMode")
                ? deleteMode.get(() -> ask("deleteMode", () -> AnswerChecks.notNull(handler().deleteMode(job))))
                : specified.deleteMode();
    }

    @Override
    public Optional<User> asUser() throws HookFailedException, InterruptedException {
        return wants("asUser")
                ? asUser.get(() -> ask("asUser", () -> AnswerChecks.user(handler().asUser(job))))
                : specified.asUser();
    }

    @Override
    public List<CharacterRule> characterMap() throws HookFailedException, InterruptedException {
        return wants("characterMap")
                ? characterMap.get(() -> ask("characterMap",
                        () -> List.copyOf(AnswerChecks.notNull(handler().characterMap(job)))))
                : specified.characterMap();
    }

    @Override
    public int maxRetries() throws HookFailedException, InterruptedException {
        return wants("maxRetries")
                ? maxRetries.get(() -> ask("maxRetries", () -> AnswerChecks.retries(handler().maxRetries(job))))
                : specified.maxRetries();
    }

    @Override
    public Duration delay(int retry) throws HookFailedException, InterruptedException {
        return wants("delay")
                ? ask("delay", () -> AnswerChecks.delay(handler().delay(job, retry)))
                : specified.delay(retry);
    }

    @Override
    public Duration timeout() throws HookFailedException, InterruptedException {
        return wants("timeout")
                ? timeout.get(() -> ask("timeout", specified.timeout(),
                        () -> AnswerChecks.timeout(handler().timeout(job))))
                : specified.timeout();
    }

    @Override
    public boolean wantsTags() throws HookFailedException, InterruptedException {
        return wants("wantsTags") && wantsTags.get(() -> ask("wantsTags", () -> handler().wantsTags(job)));
    }

    @Override
    public boolean has(Hook hook) {
        return wants(Hooks.method(hook));
    }

    @Override
    public void call(Hook hook, HookTarget subject, IrodsSession session)
            throws HookFailedException, HookSkippedException, UnavailableException, InterruptedException {
        if (!has(hook)) {
            return;
        }
        Entry entry = subject == null ? null : entry(subject);
        HandlerSession lent = new HandlerSession(session);
        try {
            calls.call(called(hook), limit(), () -> {
                Hooks.call(handler(), hook, job, entry, lent);
                return null;
            });
        } catch (HookFailedException failed) {
            if (lent.lost().isPresent()) {
                throw lent.lost().get();
            }
            throw failed;
        } catch (HookSkippedException skipped) {
            if (Hooks.maySkip(hook)) {
                throw skipped;
            }
            throw new HookFailedException(called(hook) + " of " + loaded.name()
                    + " failed: only a pre hook of an entry can skip it: " + skipped.getMessage());
        } finally {
            lent.close();
        }
    }

    /** Calls that were given up and have not returned yet. */
    public int leftBehind() {
        return calls.leftBehind();
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        calls.close();
        loaded.release().run();
    }

    private EventHandler handler() {
        return loaded.handler();
    }

    private String called(Hook hook) {
        return loaded.spelling().apply(Hooks.method(hook));
    }

    private boolean wants(String method) {
        return loaded.wanted().contains(method);
    }

    private Duration limit() throws HookFailedException, InterruptedException {
        return timeout().multipliedBy(TENTHS_FOR_A_CALL).dividedBy(10);
    }

    private <T> T ask(String method, Callable<T> question) throws HookFailedException, InterruptedException {
        return ask(method, limit(), question);
    }

    private <T> T ask(String method, Duration limit, Callable<T> question)
            throws HookFailedException, InterruptedException {
        try {
            return calls.call(loaded.spelling().apply(method), limit, question);
        } catch (HookSkippedException skipped) {
            throw new HookFailedException(loaded.spelling().apply(method) + " of " + loaded.name()
                    + " failed: only a pre hook of an entry can skip it: " + skipped.getMessage());
        }
    }

    private Entry entry(HookTarget subject) {
        return subject.stamp().map(stamp -> entry(subject, stamp)).orElseGet(() -> new Entry(
                subject.sourcePath().encoded(), subject.logicalPath(), Entry.Kind.GONE, 0, LONG_AGO, LONG_AGO));
    }

    private Entry entry(HookTarget subject, EntryStamp stamp) {
        return new Entry(subject.sourcePath().encoded(), subject.logicalPath(),
                Entry.Kind.valueOf(stamp.kind().name()), stamp.size(), time(stamp.modified()),
                time(stamp.changed()), subject.attributes().metadata(), subject.attributes().tags());
    }

    /** S3 has whole seconds; what is finer in a stamp is no time. */
    private Instant time(Instant time) {
        return specified.work().store().isPresent() ? time.truncatedTo(ChronoUnit.SECONDS) : time;
    }
}
