package io.irodsingest.handlerapi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gives a job its behaviour. A class implements this interface, has a constructor without parameters, and overrides what it
 * wants; what it does not override is never called and costs nothing.
 *
 * <p><b>Life.</b> Each worker process makes one object for each job, when the job's first task comes to it, and drops it when the
 * job has ended. Fields are therefore shared by the threads of one worker, and by nothing else: not by other workers, not by
 * other jobs. The class sees the Java platform, this package, and what its own jar has.
 *
 * <p><b>Threads.</b> Calls come on threads made for this object, for many entries at once. What is kept in fields must bear that.
 * The next call for an entry begins after the last one has returned.
 *
 * <p><b>Blocking.</b> A call may block, for nine tenths of {@link #timeout}: then it is interrupted and counts as failed. A call
 * that takes no notice of interrupts is left behind and holds its thread until the worker ends; after 64 of these the object is not
 * called any more. The constructor and {@link #timeout} itself have the timeout of the command line.
 *
 * <p><b>Failing.</b> Whatever a call throws, errors like {@link StackOverflowError} included, fails what it was called for,
 * with one line among the job's failures, and nothing else; the worker lives on:
 * <ul>
 * <li>{@link #operation}, {@link #toResource}, {@link #targetPath} and hooks of data objects and collections: their entry,
 * which is tried again as {@link #maxRetries} says,
 * <li>the constructor, {@link #deleteMode}, {@link #asUser}, {@link #characterMap}, {@link #maxRetries}, {@link #timeout},
 * {@link #wantsTags} and {@link #preJob}: the job,
 * <li>{@link #delay}: the entries that were to be tried again, which are not,
 * <li>{@link #postJob}: nothing else; it is a failure of the source.
 * </ul>
 * An answer that makes no sense, null above all, is a failure too. When iRODS is lost during a hook, and the hook does not return
 * normally, the hook is called again once iRODS is back.
 *
 * <p><b>How often.</b> A post hook is called once for each event that happened, a pre hook once for each attempt at it. A call during
 * which iRODS or the worker was lost may be made again: hooks should bear that.
 */
public interface EventHandler {
    /** What is done with an entry. Asked for each entry that is new or changed, and for the root before anything. */
    default Operation operation(Job job, Entry entry) throws Exception {
        return job.operation();
    }

    /** What happens to what the source no longer has. Asked once for each worker. It must go with {@link #operation}. */
    default DeleteMode deleteMode(Job job) throws Exception {
        return job.deleteMode();
    }

    /**
     * The root resource for replicas of an entry; empty leaves the choice to the server. Asked for each entry that is new or
     * changed.
     */
    default Optional<String> toResource(Job job, Entry entry) throws Exception {
        return job.resource();
    }

    /**
     * The physical path under which an entry is registered: how the server sees it, when that differs from how the workers see
     * it. Absolute, in the printable form of {@link Entry#sourcePath}. Asked for each entry that is to be registered.
     */
    default String targetPath(Job job, Entry entry) throws Exception {
        return entry.sourcePath();
    }

    /** For whom the workers act; empty for themselves. Their account must be allowed to. Asked once for each worker. */
    default Optional<User> asUser(Job job) throws Exception {
        return Optional.empty();
    }

    /** What is replaced in the elements of logical paths, in order. Asked once for each worker. */
    default List<CharacterRule> characterMap(Job job) throws Exception {
        return List.of();
    }

    /** How often an entry that failed is tried again; 0 for never. Asked once for each worker. */
    default int maxRetries(Job job) throws Exception {
        return 0;
    }

    /**
     * The pause before an entry is tried again.
     *
     * @param retry 1 for the first
     */
    default Duration delay(Job job, int retry) throws Exception {
        return Duration.ZERO;
    }

    /** How long a task may take. Positive. Asked once for each worker. */
    default Duration timeout(Job job) throws Exception {
        return Duration.ofHours(1);
    }

    /**
     * Whether the tags of S3 objects are asked for: one more request for each object that is new or changed. Asked once for each
     * worker.
     */
    default boolean wantsTags(Job job) throws Exception {
        return false;
    }

    /**
     * Before the first look at the source; once in each pass. When it fails, the job does. It is called again from its beginning,
     * in the same worker or another one, when it did not return because iRODS was lost in the middle, or the worker was: what
     * must not be done twice, it asks for before it does it. {@link Job#name} and the state of things tell it, for instance by
     * metadata that it set.
     */
    default void preJob(Job job, Session session) throws Exception {}

    /** After everything else; once in each pass. It may be called again from its beginning as {@link #preJob} may. */
    default void postJob(Job job, Session session) throws Exception {}

    /** Before a data object is made. @throws SkipEntryException to leave the entry out */
    default void preDataObjCreate(Job job, Entry entry, Session session) throws Exception {}

    /** After a data object was registered or uploaded that was not there. */
    default void postDataObjCreate(Job job, Entry entry, Session session) throws Exception {}

    /**
     * Before a data object is brought in step with a changed file: its content, or with only the inode's change time changed,
     * nothing but what this hook does. @throws SkipEntryException to leave the entry out
     */
    default void preDataObjModify(Job job, Entry entry, Session session) throws Exception {}

    /** After a data object was brought in step. */
    default void postDataObjModify(Job job, Entry entry, Session session) throws Exception {}

    /** Before a data object goes that the source no longer has. @throws SkipEntryException to keep it */
    default void preDataObjDelete(Job job, Entry entry, Session session) throws Exception {}

    /** After a data object went. */
    default void postDataObjDelete(Job job, Entry entry, Session session) throws Exception {}

    /** Before a collection is made. @throws SkipEntryException to leave the directory out, with all that is below it */
    default void preCollCreate(Job job, Entry entry, Session session) throws Exception {}

    /** After a collection was really made by this job. */
    default void postCollCreate(Job job, Entry entry, Session session) throws Exception {}

    /** For a directory that changed and whose collection exists; once in a pass. @throws SkipEntryException as above */
    default void preCollModify(Job job, Entry entry, Session session) throws Exception {}

    /** As {@link #preCollModify}, after it. */
    default void postCollModify(Job job, Entry entry, Session session) throws Exception {}

    /** Before a collection goes that the source no longer has; it is empty. @throws SkipEntryException to keep it */
    default void preCollDelete(Job job, Entry entry, Session session) throws Exception {}

    /** After a collection went. */
    default void postCollDelete(Job job, Entry entry, Session session) throws Exception {}
}
