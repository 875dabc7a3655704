package io.irodsingest.filedoor.door;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Which contents became batches, for ever: orchestrators forget batches some time after their end. An entry is a small file in the
 * directory of what is done. It is made before the rows are sent, by one claim alone, so that of two files with the same content one is run.
 */
final class Register {
    private final Path directory;

    /** @param done the directory of what is done */
    Register(Path done) {
        this.directory = done.resolve(".register");
    }

    /** @param claim which has the content to itself */
    record Entry(String batch, String claim, String file, Instant takenAt) {}

    Optional<Entry> find(String batchId) throws IOException {
        return SmallFiles.readJson(file(batchId), Entry.class);
    }

    /**
     * Enters a content, unless it is there.
     *
     * @param scratch as of {@link SmallFiles}
     * @return the entry that is there then
     */
    Entry enter(Entry entry, Path scratch) throws IOException {
        while (!SmallFiles.createJson(file(entry.batch()), entry, scratch)) {
            Optional<Entry> before = find(entry.batch());
            if (before.isPresent()) {
                return before.get();
            }
        }
        return entry;
    }

    /** A content is not to become a batch after all. */
    void remove(String batchId) throws IOException {
        Files.deleteIfExists(file(batchId));
    }

    private Path file(String batchId) {
        return directory.resolve(batchId + ".json");
    }
}
