package io.irodsingest.common.handler;

import io.irodsingest.common.handlerfile.Hook;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.handlerapi.User;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one job treats its entries: what its specification says, and where it has an event handler, what that says. Made once
 * for each job in a worker. Thread-safe.
 */
public interface JobPolicy {
    /** Asked for each entry. @throws HookFailedException when the event handler cannot say */
    Operation operation(HookTarget entry) throws HookFailedException, InterruptedException;

    /** Where replicas of an entry go; empty leaves it to the server. @throws HookFailedException as above */
    Optional<String> resource(HookTarget entry) throws HookFailedException, InterruptedException;

    /** Where iRODS finds an entry that is registered. @throws HookFailedException as above */
    RawPath physicalPath(HookTarget entry) throws HookFailedException, InterruptedException;

    /** @throws HookFailedException as above */
    DeleteMode deleteMode() throws HookFailedException, InterruptedException;

    /** On whose behalf the job works; empty for ourselves. @throws HookFailedException as above */
    Optional<User> asUser() throws HookFailedException, InterruptedException;

    /** In the order in which they are applied; empty for no character map. @throws HookFailedException as above */
    List<CharacterRule> characterMap() throws HookFailedException, InterruptedException;

    /** How often an entry that failed is tried again. @throws HookFailedException as above */
    int maxRetries() throws HookFailedException, InterruptedException;

    /** The pause before a try. @param retry 1 for the first. @throws HookFailedException as above */
    Duration delay(int retry) throws HookFailedException, InterruptedException;

    /** How long a task may take. @throws HookFailedException as above */
    Duration timeout() throws HookFailedException, InterruptedException;

    /** Whether somebody wants the tags of S3 objects, each of which is a request. @throws HookFailedException as above */
    boolean wantsTags() throws HookFailedException, InterruptedException;

    /** Whether the event handler wants to be called then; what nobody wants costs nothing. */
    boolean has(Hook hook);

    /**
     * Calls the event handler, if it {@link #has} the hook.
     *
     * @param subject null for the hooks of the job
     * @throws HookFailedException  when it threw something, or took longer than {@link #timeout}
     * @throws HookSkippedException when a pre hook wants the entry to be left out
     * @throws UnavailableException when it lost iRODS; it may be called again then
     */
    void call(Hook hook, HookTarget subject, IrodsSession session)
            throws HookFailedException, HookSkippedException, UnavailableException, InterruptedException;
}
