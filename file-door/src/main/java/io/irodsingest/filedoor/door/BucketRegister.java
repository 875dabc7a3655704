package io.irodsingest.filedoor.door;

import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.bucket.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Which contents became batches, for ever, as {@link Register} has it: a small object for each. It is made before the rows are sent, for one
 * object alone, so that of two objects with the same content one is run.
 *
 * @param directory its keys begin so
 */
record BucketRegister(Bucket bucket, String directory) {

    /**
     * @param object which has the content to itself
     * @param isBatch whether the orchestrator has taken it, and its report is there
     */
    record Entry(String batch, StoredObject object, Instant takenAt, boolean isBatch) {
        boolean isOf(StoredObject other) {
            return object.equals(other);
        }

        private Entry taken() {
            return new Entry(batch, object, takenAt, true);
        }
    }

    Optional<Entry> find(String batchId) throws IOException {
        String key = key(batchId);
        Optional<String> text = bucket.read(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(SmallFiles.parsed(text.get(), Entry.class, key));
    }

    /** Enters a content, unless it is there. @return the entry that is there then */
    Entry enter(Entry entry) throws IOException {
        while (!bucket.create(key(entry.batch()), SmallFiles.json(entry))) {
            Optional<Entry> before = find(entry.batch());
            if (before.isPresent()) {
                return before.get();
            }
        }
        return entry;
    }

    /** Enters a content in place of an object that is not there any more. */
    void replace(Entry entry) throws IOException {
        bucket.write(key(entry.batch()), SmallFiles.json(entry));
    }

    /** The content is a batch now. */
    void isBatch(Entry entry) throws IOException {
        replace(entry.taken());
    }

    /** A content is not to become a batch after all. */
    void remove(String batchId) throws IOException {
        bucket.delete(key(batchId));
    }

    private String key(String batchId) {
        return directory + batchId + ".json";
    }
}
