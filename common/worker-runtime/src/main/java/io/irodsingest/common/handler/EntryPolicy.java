package io.irodsingest.common.handler;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.handlerapi.CharacterRule;
import io.irodsingest.handlerapi.DeleteMode;
import io.irodsingest.handlerapi.Operation;
import java.util.List;
import java.util.Optional;

/** How a job that brings entries in treats each of them. Thread-safe. */
public interface EntryPolicy extends JobPolicy {

    /**
     * The behaviour of a job that brings entries in.
     *
     * @throws IllegalArgumentException when the job does something else
     */
    static EntryPolicy of(JobPolicy policy) {
        if (policy instanceof EntryPolicy ofEntries) {
            return ofEntries;
        }
        throw new IllegalArgumentException("a task that brings entries in is of a job that does something else");
    }

    /** Asked for each entry. @throws HookFailedException when the event handler cannot say */
    Operation operation(HookTarget entry) throws HookFailedException, InterruptedException;

    /** Where replicas of an entry go; empty leaves it to the server. @throws HookFailedException as above */
    Optional<String> resource(HookTarget entry) throws HookFailedException, InterruptedException;

    /** Where iRODS finds an entry that is registered. @throws HookFailedException as above */
    RawPath physicalPath(HookTarget entry) throws HookFailedException, InterruptedException;

    /** @throws HookFailedException as above */
    DeleteMode deleteMode() throws HookFailedException, InterruptedException;

    /** In the order in which they are applied; empty for no character map. @throws HookFailedException as above */
    List<CharacterRule> characterMap() throws HookFailedException, InterruptedException;

    /** Whether somebody wants the tags of S3 objects, each of which is a request. @throws HookFailedException as above */
    boolean wantsTags() throws HookFailedException, InterruptedException;
}
