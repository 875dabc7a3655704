package io.irodsingest.ingest.entry;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Append;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Uploaded;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.SourceEntry;
import io.irodsingest.ingesttasks.IngestCount;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** Uploads files one after the other. */
final class Uploads {
    private static final int MOST_TRIES = 6;
    private static final long FIRST_PAUSE_MILLIS = 50;

    private final Source source;
    private final boolean checksums;
    private final IrodsSession session;
    private final ClosedUploads closed;

    /** Takes the server's answer for an item. */
    @FunctionalInterface
    interface Answers {
        void replied(SyncItem item, Reply reply, Count success)
                throws UnavailableException, IrodsException, InterruptedException;
    }

    /** @param checksums whether the server compares checksums */
    Uploads(Source source, boolean checksums, IrodsSession session, ClosedUploads closed) {
        this.closed = closed;
        this.source = source;
        this.checksums = checksums;
        this.session = session;
    }

    /** @param action an upload or an append */
    void run(SyncItem item, Action action, Answers answers)
            throws UnavailableException, IrodsException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the job was stopped");
        }
        Count success = PlannedEvent.count(action);
        transfer(item, success, answers, () -> send(item, action, success));
        if (item.result().equals(Optional.of(IngestCount.VANISHED)) && action instanceof Action.Upload upload
                && !upload.overwrite()) {
            removeRemnant(item);
        }
    }

    /** What vanished while it was copied leaves nothing that was made for it: nobody would come and replace it. */
    private void removeRemnant(SyncItem item) throws UnavailableException, IrodsException, InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        for (int tries = 0; tries < MOST_TRIES && isRemnant(item); tries++) {
            // the server may take a while to see that nobody writes into it any more
            Thread.sleep(tries == 0 ? 0 : pause);
            pause *= 2;
            session.remove(List.of(item.logicalPath()));
        }
        if (isRemnant(item)) {
            item.fail("it vanished while it was copied, and what had been made of it in the target cannot be removed");
        }
    }

    /** Whether there is a data object that has never been good. */
    private boolean isRemnant(SyncItem item) throws UnavailableException, IrodsException {
        List<Replica> replicas = session.replicas(item.collection(), List.of(item.logicalName()))
                .getOrDefault(item.logicalName(), List.of());
        return !replicas.isEmpty() && replicas.stream().noneMatch(replica -> replica.status() == Replica.Status.GOOD);
    }

    /** Verifies a good replica that an upload of the item has closed. */
    void verify(SyncItem item, Count success, int replica, Answers answers)
            throws UnavailableException, IrodsException, InterruptedException {
        transfer(item, success, answers, () -> session.verify(
                new Uploaded(item.logicalPath(), replica, item.entry().bytes(), checksums), item.seen().content()));
    }

    /** What moves bytes, or compares them. */
    @FunctionalInterface
    private interface Transfer {
        void run() throws UnavailableException, IrodsException, IOException;
    }

    private void transfer(SyncItem item, Count success, Answers answers, Transfer transfer)
            throws UnavailableException, IrodsException, InterruptedException {
        try {
            transfer.run();
            closed.verified(item);
            answers.replied(item, Reply.OK, success);
        } catch (IrodsException refused) {
            item.nothingIsClosed();
            answers.replied(item, new Reply(refused.status(), refused.getMessage()), success);
        } catch (ClosedByInterruptException stopped) {
            throw new InterruptedException("the job was stopped");
        } catch (IOException unreadable) {
            source.checkOutage(unreadable);
            item.nothingIsClosed();
            lookAgain(item, unreadable);
        }
    }

    private void send(SyncItem item, Action action, Count success)
            throws UnavailableException, IrodsException, IOException {
        Content content = closed.noting(item, success);
        long size = item.entry().bytes();
        item.dealings().sending(success);
        switch (action) {
            case Action.Upload upload -> session.put(
                    new Put(item.logicalPath(), item.wish().resource(), size, upload.overwrite(), checksums), content);
            case Action.Append append -> session.append(
                    new Append(item.logicalPath(), append.number(), append.offset(), size, checksums), content);
            default -> throw new IllegalArgumentException(action.toString());
        }
    }

    /** A file that changed while it was read is decided on and read again, as it is now; but not for ever. */
    private void lookAgain(SyncItem item, IOException problem) throws UnavailableException, InterruptedException {
        try {
            Optional<SourceEntry> now = source.look(List.of(item.sourcePath()), false).getFirst().get();
            if (now.isEmpty()) {
                item.done(IngestCount.VANISHED);
            } else if (saysTooLittle(now.get().stamp(), item, problem)) {
                item.fail("its size of 0 bytes is not what can be read of it, as with the files of /proc");
            } else if (now.get().stamp().equals(item.stamp()) || now.get().stamp().kind() != item.stamp().kind()) {
                item.fail("the file cannot be read: " + source.describe(problem));
            } else if (item.dealings().askAgain()) {
                item.fail("the file changed each time while it was read; it is tried again when the job runs next");
            } else {
                item.seen(now.get());
            }
        } catch (IOException unreadable) {
            item.fail("the file cannot be read: " + source.describe(unreadable));
        }
    }

    /** Whether a file says that it is empty before and after something was read of it. What the system refuses says otherwise. */
    private static boolean saysTooLittle(EntryStamp now, SyncItem item, IOException problem) {
        return now.kind() == EntryKind.REGULAR && now.size() == 0 && item.stamp().size() == 0
                && !(problem instanceof FileSystemException);
    }
}
