package io.irodsingest.filedoor.door;

import io.irodsingest.filedoor.bucket.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became batches, as {@link Done} has it: keys with the id of a batch between slashes, for the file, its report, and later the results.
 * Not thread-safe.
 */
final class BucketDone implements BatchFolders {
    private static final String JSON = ".json";

    private final Bucket bucket;
    private final String directory;
    private final Step.Listener steps;
    private Optional<Path> made = Optional.empty();

    /** @param directory the keys begin so; with a slash at its end */
    BucketDone(Bucket bucket, String directory, Step.Listener steps) {
        this.bucket = bucket;
        this.directory = directory;
        this.steps = steps;
    }

    /** Notes that an object became a batch, whose results are to come. */
    void note(TakenFile taken) throws IOException {
        bucket.write(pendingKey(taken.batch()), SmallFiles.json(taken));
        steps.done(Step.PENDING_NOTED);
        bucket.write(reportKey(taken.batch()), SmallFiles.json(taken));
        steps.done(Step.REPORTED);
    }

    /** Puts an object there that became a batch. @return whether it was where it came until now */
    boolean put(Downloaded file, String batchId) throws IOException {
        String name = file.object().name();
        String place = home(batchId) + (Done.OURS.contains(name) ? name + ".file" : name);
        // one that was written anew meanwhile is another file, and this one is still what the batch was made of
        if (!bucket.copy(file.object(), place, file.digest())) {
            bucket.upload(file.content(), place, file.digest());
        }
        steps.done(Step.COPIED_TO_DONE);
        return deleteOriginal(file);
    }

    /** Puts an object there whose content became a batch before. @return where it is; empty when it was not there any more */
    Optional<String> putRepeat(Downloaded file, String batchId) throws IOException {
        String place = directory + file.object().name() + ".again-of-" + batchId;
        if (!bucket.copy(file.object(), place, file.digest())) {
            return Optional.empty();
        }
        steps.done(Step.COPIED_AS_REPEAT);
        return deleteOriginal(file) ? Optional.of(place) : Optional.empty();
    }

    private boolean deleteOriginal(Downloaded file) throws IOException {
        boolean deleted = bucket.delete(file.object());
        steps.done(Step.ORIGINAL_DELETED);
        return deleted;
    }

    @Override
    public List<String> pending() throws IOException {
        return bucket.list(pendingDirectory()).stream().map(object -> object.name())
                .filter(name -> name.endsWith(JSON)).map(name -> name.substring(0, name.length() - JSON.length()))
                .toList();
    }

    @Override
    public Optional<TakenFile> find(String batchId) throws IOException {
        String key = pendingKey(batchId);
        Optional<String> text = bucket.read(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(SmallFiles.parsed(text.get(), TakenFile.class, key));
    }

    @Override
    public Path resultsInTheMaking(String batchId, String door) throws IOException {
        discard();
        made = Optional.of(Files.createTempFile("irods-ingest-results-", SmallFiles.PART));
        return made.get();
    }

    /** Deletes results on this machine that are not shown. */
    void discard() {
        try {
            if (made.isPresent()) {
                Files.deleteIfExists(made.get());
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException("results in " + made.get() + " cannot be deleted", undeletable);
        }
    }

    @Override
    public void showResults(String batchId, Path results) throws IOException {
        bucket.write(home(batchId) + Done.RESULTS, results);
        Files.deleteIfExists(results);
        steps.done(Step.RESULTS_SHOWN);
    }

    @Override
    public void close(TakenFile ended) throws IOException {
        bucket.write(reportKey(ended.batch()), SmallFiles.json(ended));
        steps.done(Step.OUTCOME_REPORTED);
        bucket.delete(pendingKey(ended.batch()));
        steps.done(Step.PENDING_DELETED);
    }

    private String home(String batchId) {
        return directory + batchId + '/';
    }

    private String reportKey(String batchId) {
        return home(batchId) + Done.REPORT;
    }

    private String pendingDirectory() {
        return directory + ".pending/";
    }

    private String pendingKey(String batchId) {
        return pendingDirectory() + batchId + JSON;
    }
}
