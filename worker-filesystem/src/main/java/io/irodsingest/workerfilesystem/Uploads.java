package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.sync.Action;
import io.irodsingest.common.sync.EntryKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Uploads files one after the other. */
final class Uploads {
    /** How often a file is read again that changed while it was read. */
    private static final int ATTEMPTS = 3;

    private final JobSpec spec;
    private final IrodsSession session;

    /** Takes the server's answer for an item. */
    @FunctionalInterface
    interface Answers {
        void replied(IrodsSession session, Item item, Reply reply, Count success)
                throws UnavailableException, IrodsException;
    }

    Uploads(JobSpec spec, IrodsSession session) {
        this.spec = spec;
        this.session = session;
    }

    void run(Map<Item, Action.Upload> uploads, Answers answers)
            throws UnavailableException, IrodsException, InterruptedException {
        for (Map.Entry<Item, Action.Upload> upload : uploads.entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the job was stopped");
            }
            Item item = upload.getKey();
            try {
                upload(item, upload.getValue().overwrite());
                answers.replied(session, item, Reply.OK, Count.UPLOADED);
            } catch (IrodsException refused) {
                answers.replied(session, item, new Reply(refused.status(), refused.getMessage()), Count.UPLOADED);
            } catch (ClosedByInterruptException stopped) {
                throw new InterruptedException("the job was stopped");
            } catch (NoSuchFileException gone) {
                item.done(Count.VANISHED);
            } catch (IOException unreadable) {
                item.fail("the file cannot be read: " + Errors.describe(unreadable));
            }
        }
    }

    private void upload(Item item, boolean overwrite) throws UnavailableException, IrodsException, IOException {
        boolean replace = overwrite;
        for (int attempt = 1; true; attempt++) {
            try (ReadableByteChannel content = open(item)) {
                item.sending();
                session.put(item.logicalPath(), spec.resource(), bytes(item), replace, content);
                return;
            } catch (ClosedByInterruptException stopped) {
                throw stopped;
            } catch (IOException problem) {
                Optional<EntryStamp> now = Stat.of(item.physicalPath().toPath());
                boolean changed = now.isPresent() && now.get().kind() == EntryKind.REGULAR
                        && !now.get().equals(item.stamp());
                if (!changed || attempt == ATTEMPTS) {
                    throw problem;
                }
                item.seen(now.get());
                replace = true;
            }
        }
    }

    /** A link or a socket becomes an empty data object; what it is stands in its metadata. */
    private static long bytes(Item item) {
        return item.stamp().kind() == EntryKind.REGULAR ? item.stamp().size() : 0;
    }

    private static ReadableByteChannel open(Item item) throws IOException {
        return item.stamp().kind() == EntryKind.REGULAR
                ? Files.newByteChannel(item.physicalPath().toPath(), Set.of(StandardOpenOption.READ,
                        LinkOption.NOFOLLOW_LINKS))
                : Channels.newChannel(new ByteArrayInputStream(new byte[0]));
    }
}
