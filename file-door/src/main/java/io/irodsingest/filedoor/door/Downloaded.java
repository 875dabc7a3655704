package io.irodsingest.filedoor.door;

import io.irodsingest.filedoor.bucket.Bucket;
import io.irodsingest.filedoor.bucket.StoredObject;
import io.irodsingest.filedoor.check.CheckResult;
import io.irodsingest.filedoor.check.Digest;
import io.irodsingest.filedoor.check.FileCheck;
import io.irodsingest.handlerapi.batch.FileChecker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A version of an object that a door is working on, with its content and its rows in files of this machine. Not thread-safe. */
final class Downloaded implements InWork, AutoCloseable {
    private final StoredObject object;
    private final Path directory;
    private final String digest;
    private Optional<CheckResult> checked = Optional.empty();

    private Downloaded(StoredObject object, Path directory, String digest) {
        this.object = object;
        this.directory = directory;
        this.digest = digest;
    }

    /** Brings the content. Empty when there is another version of the object meanwhile, or none. */
    static Optional<Downloaded> of(StoredObject object, Bucket bucket) throws IOException {
        Path directory = Files.createTempDirectory("irods-ingest-door-");
        boolean whole = false;
        try {
            if (!bucket.download(object, content(directory))) {
                return Optional.empty();
            }
            Downloaded downloaded = new Downloaded(object, directory, Digest.of(content(directory)));
            whole = true;
            return Optional.of(downloaded);
        } finally {
            if (!whole) {
                delete(directory);
            }
        }
    }

    StoredObject object() {
        return object;
    }

    /** SHA-256 of the content. */
    String digest() {
        return digest;
    }

    Path content() {
        return content(directory);
    }

    /** JSON lines of what was checked. */
    Path rows() {
        return directory.resolve("rows");
    }

    /** Checks the content, if that was not done before. */
    CheckResult check(FileChecker checker) throws IOException {
        if (checked.isEmpty()) {
            checked = Optional.of(FileCheck.run(checker, content(), rows()));
        }
        return checked.get();
    }

    @Override
    public String id() {
        return object.key() + ' ' + object.etag();
    }

    @Override
    public String told() {
        return BucketIntake.shown(object);
    }

    private static Path content(Path directory) {
        return directory.resolve("content");
    }

    private static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve("rows"));
        Files.deleteIfExists(content(directory));
        Files.deleteIfExists(directory);
    }

    /** Deletes the files. */
    @Override
    public void close() {
        try {
            delete(directory);
        } catch (IOException undeletable) {
            throw new UncheckedIOException("files in " + directory + " cannot be deleted", undeletable);
        }
    }
}
