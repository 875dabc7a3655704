package io.irodsingest.ingest.entry;

import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.path.TargetPaths.Avu;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.sync.Change;
import io.irodsingest.common.sync.Entry;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.Wish;
import io.irodsingest.ingesttasks.IngestTask.Group;
import io.irodsingest.ingest.source.SourceEntry;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An entry on its way into the target. Belongs to one thread. */
final class SyncItem {
    private static final String UNIT = "automated_ingest";
    private static final String LINK_TARGET = "link_target";
    private static final int MOST_QUESTIONS = 3;
    private static final int MOST_LOCKS = 5;

    private final int index;
    private final Group group;
    private final String collection;
    private final RawPath name;
    private final String logicalName;
    private final RawPath sourcePath;
    private final List<Avu> nameMetadata;
    private SourceEntry seen;
    private Wish wish;
    private RawPath registeredPath;
    private PlannedEvent planned;
    private boolean preHookRan;
    private Count result;
    private String error;
    /** What a request that was sent, perhaps without an answer, would make of it; null before. */
    private Count sent;
    private int requests;
    /** Whether the server must be asked what exists. */
    private boolean unknown;
    private boolean takenForNew;
    private int questions;
    private int locks;
    private boolean locked;
    private boolean leftToOther;
    private boolean inStep;
    private boolean forgotten;
    private boolean collectionInItsPlace;
    /** What an upload of it was about to count as that became good and was not verified; null for none. */
    private Count closed;
    private boolean verified;
    private boolean outdated;

    /** @param index its place in the task, the same whenever the task is delivered */
    SyncItem(int index, TargetPaths targets, Group group, String collection, RawPath name) {
        this.index = index;
        this.group = group;
        this.collection = collection;
        this.name = name;
        this.logicalName = targets.logicalName(group.directory(), name);
        this.sourcePath = targets.source().resolve(group.directory()).resolve(name);
        this.nameMetadata = targets.metadata(group.directory(), name);
        this.unknown = !group.newCollection();
    }

    /** What the marks of its task know it by. */
    String mark() {
        return Integer.toString(index);
    }

    Group group() {
        return group;
    }

    RawPath name() {
        return name;
    }

    String collection() {
        return collection;
    }

    String logicalName() {
        return logicalName;
    }

    String logicalPath() {
        return collection + '/' + logicalName;
    }

    RawPath sourcePath() {
        return sourcePath;
    }

    /** As it was seen last. */
    SourceEntry seen() {
        return seen;
    }

    EntryStamp stamp() {
        return seen.stamp();
    }

    void seen(SourceEntry now) {
        seen = now;
        inStep = false;
    }

    HookTarget subject() {
        return new HookTarget(sourcePath, logicalPath(), Optional.of(stamp()), seen.attributes());
    }

    /** @param registered where iRODS finds it when it is registered */
    void wish(Wish what, RawPath registered) {
        wish = what;
        registeredPath = registered;
    }

    Wish wish() {
        return wish;
    }

    Entry entry() {
        EntryStamp stamp = stamp();
        return new Entry(stamp.kind(), wish.operation().registers() ? registeredPath : sourcePath, stamp.size(),
                stamp.modified().getEpochSecond());
    }

    /** What was sent before makes it as good as new: what is remembered of it does not count any more. */
    Change change() {
        if (sent != null) {
            return Change.NEW;
        }
        return inStep ? Change.NONE : group.change();
    }

    /** It was compared, and its data object has what it has. */
    void isInStep() {
        inStep = true;
    }

    /** It is not remembered as synced: another pass is to look at it again. */
    void forget() {
        forgotten = true;
    }

    /** It fails because a collection is where its data object would be. */
    void failForCollection(String reason) {
        fail(reason);
        collectionInItsPlace = true;
    }

    boolean hasCollectionInItsPlace() {
        return collectionInItsPlace;
    }

    /** Whether it is in the target as the operation wants it, so that it is remembered. */
    boolean isToRemember() {
        return !forgotten && !IngestCount.SKIPPED.equals(result) && !Count.FAILED.equals(result)
                && !IngestCount.VANISHED.equals(result);
    }

    boolean wasTakenForNew() {
        return takenForNew;
    }

    boolean isUnknown() {
        return unknown;
    }

    /** Nothing of it is in the target, says the job: nobody asks, and what is there nevertheless is an error. */
    void takeForNew() {
        takenForNew = true;
        unknown = false;
    }

    /** Its existence has to be asked for; returns whether that was so too often to go on. */
    boolean askAgain() {
        unknown = true;
        return ++questions > MOST_QUESTIONS;
    }

    /** After a connection was lost; what had no answer may have been done. */
    void answersMayBeLost() {
        unknown |= sent != null;
    }

    /** An upload of it is about to become good, or may have become so, and has to be verified. */
    void closes(Count toBecome) {
        closed = toBecome;
        verified = false;
    }

    boolean isClosed() {
        return closed != null;
    }

    /** What it counts as when what was closed is right. */
    Count closed() {
        return closed;
    }

    /** What was closed is right. */
    void verified() {
        sent = closed;
        closed = null;
        verified = true;
    }

    /** Whether what is in the target was verified to be as the source is. */
    boolean isVerified() {
        return verified;
    }

    /** What was closed is not good, so that there is nothing to verify. */
    void nothingIsClosed() {
        closed = null;
    }

    /** Something was uploaded in this task, and not verified, when the source was not yet as it is now. */
    void outdated() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    /** The server has to be asked what exists, whatever was thought. */
    void doubted() {
        unknown = true;
    }

    /** Something else has it open; returns whether that was so too often to go on. */
    boolean lockedAgain() {
        unknown = true;
        locked = true;
        return ++locks > MOST_LOCKS;
    }

    boolean isLocked() {
        return locked;
    }

    void tryLock() {
        locked = false;
    }

    void sending(Count toBecome) {
        sent = toBecome;
        requests++;
    }

    Optional<Count> sent() {
        return Optional.ofNullable(sent);
    }

    /** Requests that would bring it in, each answered or not. */
    int requests() {
        return requests;
    }

    /** The event of this entry whose hooks are wanted. */
    Optional<PlannedEvent> planned() {
        return Optional.ofNullable(planned);
    }

    void plan(PlannedEvent event) {
        planned = event;
    }

    boolean preHookRan() {
        return preHookRan;
    }

    void preHookHasRun() {
        preHookRan = true;
    }

    /** Another worker seems to be at it: it is looked at again later. */
    void leaveToOther() {
        leftToOther = true;
    }

    boolean isLeftToOther() {
        return leftToOther;
    }

    boolean isDone() {
        return result != null;
    }

    void done(Count count) {
        result = count;
    }

    void fail(String reason) {
        differs(Count.FAILED, reason);
    }

    void differs(Count count, String text) {
        result = count;
        error = text;
    }

    Count result() {
        return result;
    }

    /** What is wrong with it; empty when nothing is. */
    Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** What is attached to its data object and never changes. */
    List<Metadata> metadata() {
        List<Metadata> all = new ArrayList<>(1);
        if (stamp().kind() == EntryKind.SOCKET) {
            all.add(new Metadata(logicalPath(), "socket_target", "socket", UNIT));
        }
        nameMetadata.forEach(avu -> all.add(new Metadata(logicalPath(), avu.attribute(), avu.value(), avu.unit())));
        return all;
    }

    /** Where a link points to, which takes the place of where it pointed to before. */
    Optional<Metadata> linkTarget() throws IOException {
        return seen.linkTarget().map(target -> new Metadata(logicalPath(), LINK_TARGET, target, UNIT));
    }
}
