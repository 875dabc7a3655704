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
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingest.source.SourceEntry;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An entry on its way into the target. Belongs to one thread. */
final class SyncItem {
    private static final String UNIT = "automated_ingest";
    private static final String LINK_TARGET = "link_target";
    private static final Set<Count> NOT_IN_TARGET = Set.of(IngestCount.SKIPPED, Count.FAILED, IngestCount.VANISHED);

    private final int index;
    private final EntryGroup group;
    private final String collection;
    private final RawPath name;
    private final String logicalName;
    private final RawPath sourcePath;
    private final List<Avu> nameMetadata;
    private final Dealings dealings;
    private SourceEntry seen;
    private Wish wish;
    private RawPath registeredPath;
    private PlannedEvent planned;
    private boolean preHookRan;
    private SyncState state = SyncState.OPEN;
    private UploadState upload = UploadState.NONE;
    /** Whether something was uploaded in this task, and not verified, when the source was not yet as it is now. */
    private boolean outdated;
    private boolean inStep;
    private boolean forgotten;

    /** @param index its place in the task, the same whenever the task is delivered */
    SyncItem(int index, TargetPaths targets, EntryGroup group, String collection, RawPath name) {
        this.index = index;
        this.group = group;
        this.collection = collection;
        this.name = name;
        this.logicalName = targets.logicalName(group.directory(), name);
        this.sourcePath = targets.source().resolve(group.directory()).resolve(name);
        this.nameMetadata = targets.metadata(group.directory(), name);
        this.dealings = new Dealings(group.newCollection());
    }

    /** What the marks of its task know it by. */
    String mark() {
        return Integer.toString(index);
    }

    EntryGroup group() {
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
        if (dealings.sent().isPresent()) {
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

    /** What was asked and wanted of iRODS for it. */
    Dealings dealings() {
        return dealings;
    }

    /** An upload of it is about to become good, or may have become so, and has to be verified. */
    void closes(Count toBecome) {
        upload = new UploadState.Closed(toBecome);
    }

    /** What it counts as when the upload that was closed is right; empty when there is none to verify. */
    Optional<Count> closed() {
        return upload instanceof UploadState.Closed closed ? Optional.of(closed.toBecome()) : Optional.empty();
    }

    /** What was closed is right. */
    void verified() {
        closed().ifPresent(dealings::isThere);
        upload = UploadState.VERIFIED;
    }

    /** Whether what is in the target was verified to be as the source is. */
    boolean isVerified() {
        return upload instanceof UploadState.Verified;
    }

    /** What was closed is not good, so that there is nothing to verify. */
    void nothingIsClosed() {
        if (upload instanceof UploadState.Closed) {
            upload = UploadState.NONE;
        }
    }

    /** Something was uploaded in this task, and not verified, when the source was not yet as it is now. */
    void outdated() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    /** Something else has it open; returns whether that was so too often to go on. */
    boolean lockedAgain() {
        if (state instanceof SyncState.Open) {
            state = SyncState.LOCKED;
        }
        return dealings.lockedAgain();
    }

    boolean isLocked() {
        return state instanceof SyncState.Locked;
    }

    /** The pause of what was locked is over. */
    void tryLock() {
        if (isLocked()) {
            state = SyncState.OPEN;
        }
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
        if (!isDone()) {
            state = SyncState.LEFT_TO_OTHER;
        }
    }

    boolean isLeftToOther() {
        return state instanceof SyncState.LeftToOther;
    }

    boolean isDone() {
        return state instanceof SyncState.Settled;
    }

    void done(Count count) {
        state = new SyncState.Settled(count, Optional.empty(), false);
    }

    void fail(String reason) {
        differs(Count.FAILED, reason);
    }

    void differs(Count count, String text) {
        state = new SyncState.Settled(count, Optional.of(text), hasCollectionInItsPlace());
    }

    /** It fails because a collection is where its data object would be. */
    void failForCollection(String reason) {
        state = new SyncState.Settled(Count.FAILED, Optional.of(reason), true);
    }

    boolean hasCollectionInItsPlace() {
        return state instanceof SyncState.Settled settled && settled.collectionInItsPlace();
    }

    /** What became of it; empty while it is not done. */
    Optional<Count> result() {
        return state instanceof SyncState.Settled settled ? Optional.of(settled.count()) : Optional.empty();
    }

    /** What is wrong with it; empty when nothing is. */
    Optional<String> error() {
        return state instanceof SyncState.Settled settled ? settled.error() : Optional.empty();
    }

    /** Whether it is in the target as the operation wants it, so that it is remembered. */
    boolean isToRemember() {
        return !forgotten && result().filter(NOT_IN_TARGET::contains).isEmpty();
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
