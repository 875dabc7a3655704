package io.irodsingest.ingest.scan;

import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.Change;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingesttasks.EntryGroup;
import io.irodsingest.ingesttasks.DirectoryPart;
import io.irodsingest.ingesttasks.IngestTask.SyncFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Packs entries into tasks of as many as a job allows, also across directories, and of not too many bytes. */
final class SyncTaskPacker {
    /** Few enough that other workers get some, and that what is lost with a worker is little. */
    static final long BYTES = 1024L * 1024 * 1024;

    private final int size;
    private final List<SyncFiles> full = new ArrayList<>();
    private final Map<Key, List<RawPath>> open = new LinkedHashMap<>();
    private int openSize;
    private long openBytes;

    private record Key(Directory directory, Change change, int bucketBits) {}

    SyncTaskPacker(int size) {
        this.size = size;
    }

    /** @param bytes what has to be moved for it */
    void add(Directory directory, int bucketBits, Change change, RawPath name, long bytes) {
        if (openBytes + bytes > BYTES) {
            close();
        }
        openBytes += bytes;
        open.computeIfAbsent(new Key(directory, change, bucketBits), key -> new ArrayList<>()).add(name);
        if (++openSize == size) {
            close();
        }
    }

    /** Gives the tasks out, the last of which may hold fewer. */
    List<SyncFiles> take() {
        close();
        List<SyncFiles> taken = List.copyOf(full);
        full.clear();
        return taken;
    }

    private void close() {
        if (openSize == 0) {
            return;
        }
        full.add(
                new SyncFiles(open.entrySet().stream().map(entry -> group(entry.getKey(), entry.getValue())).toList(),
                        0));
        open.clear();
        openSize = 0;
        openBytes = 0;
    }

    private static EntryGroup group(Key key, List<RawPath> names) {
        Directory directory = key.directory();
        return new EntryGroup(directory.path(), key.change(), directory.newCollection(), key.bucketBits(), names,
                directory.part().map(DirectoryPart::after));
    }
}
