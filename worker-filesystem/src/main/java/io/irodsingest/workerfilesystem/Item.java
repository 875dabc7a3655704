package io.irodsingest.workerfilesystem;

import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.job.Count;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.path.TargetPaths;
import io.irodsingest.common.state.EntryStamp;
import io.irodsingest.common.sync.Entry;
import io.irodsingest.common.task.Task.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** An entry on its way into the target. Belongs to one thread. */
final class Item {
    private static final String UNIT = "automated_ingest";
    private static final String NAME_ATTRIBUTE = "irods::automated_ingest::UnicodeEncodeError";
    private static final String NAME_UNIT = "python3.base64.b64encode(full_path_of_source_file)";
    private static final long NANOS = 1_000_000_000L;

    private final Group group;
    private final String collection;
    private final RawPath name;
    private final String logicalName;
    private final RawPath physicalPath;
    private final String encodedPath;
    private EntryStamp stamp;
    private Count result;
    private String error;
    /** Whether a request that would bring it in was sent, perhaps without an answer. */
    private boolean sent;
    /** Whether the server must be asked what exists. */
    private boolean unknown;
    private int questions;

    Item(TargetPaths targets, Group group, String collection, RawPath name) {
        this.group = group;
        this.collection = collection;
        this.name = name;
        this.logicalName = targets.logicalName(group.directory(), name);
        this.physicalPath = targets.source().resolve(group.directory()).resolve(name);
        this.encodedPath = targets.base64(group.directory(), name);
        this.unknown = !group.newCollection();
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

    RawPath physicalPath() {
        return physicalPath;
    }

    EntryStamp stamp() {
        return stamp;
    }

    Entry entry() {
        return new Entry(stamp.kind(), physicalPath, stamp.size(), modified());
    }

    long modified() {
        return Math.floorDiv(stamp.modifiedNanos(), NANOS);
    }

    void seen(EntryStamp now) {
        stamp = now;
    }

    boolean isUnknown() {
        return unknown;
    }

    /** Its existence has to be asked for; returns whether that was so too often to go on. */
    boolean askAgain() {
        unknown = true;
        return ++questions > 3;
    }

    void sending() {
        sent = true;
    }

    boolean wasSent() {
        return sent;
    }

    boolean isDone() {
        return result != null;
    }

    void done(Count count) {
        result = count;
    }

    void fail(String reason) {
        result = Count.FAILED;
        error = reason;
    }

    Count result() {
        return result;
    }

    String error() {
        return error;
    }

    /** What is attached to the data object when it is made. */
    List<Metadata> metadata() throws IOException {
        List<Metadata> all = new ArrayList<>(2);
        switch (stamp.kind()) {
            case LINK -> all.add(new Metadata(logicalPath(), "link_target", linkTarget(), UNIT));
            case SOCKET -> all.add(new Metadata(logicalPath(), "socket_target", "socket", UNIT));
            case REGULAR, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, DIRECTORY -> {
            }
        }
        if (name.text().isEmpty()) {
            all.add(new Metadata(logicalPath(), NAME_ATTRIBUTE, encodedPath, NAME_UNIT));
        }
        return all;
    }

    private String linkTarget() throws IOException {
        RawPath target = RawPath.of(Files.readSymbolicLink(physicalPath.toPath()));
        return target.text().orElse(target.encoded());
    }
}
