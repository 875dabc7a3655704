package io.irodsingest.filedoor.door;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What became batches: a directory for each, with the file, its report, and later the results. */
record Done(Path directory, Step.Listener steps) implements BatchFolders {
    static final String RESULTS = "results.csv";
    static final String REPORT = "report.json";
    static final Set<String> OURS = Set.of(RESULTS, REPORT);
    private static final String JSON = ".json";

    /** Puts a file there that became a batch. */
    void put(Claim claim, Path file, TakenFile taken) throws IOException {
        Path home = Files.createDirectories(directory.resolve(taken.batch()));
        SmallFiles.writeJson(pendingFile(taken.batch()), taken, claim.directory());
        steps.done(Step.PENDING_NOTED);
        SmallFiles.writeJson(home.resolve(REPORT), taken, claim.directory());
        steps.done(Step.REPORTED);
        Path place = home.resolve(file.getFileName());
        Files.move(file, OURS.contains(place.getFileName().toString()) ? FileNames.with(place, ".file", "file") : place,
                StandardCopyOption.ATOMIC_MOVE);
        steps.done(Step.MOVED_TO_DONE);
        claim.release();
    }

    /** Puts a file there whose content became a batch before. @return where it is */
    Path putRepeat(Claim claim, Path file, String batchId) throws IOException {
        // one that came a third time takes the place of the second: they have the same content
        Path place = FileNames.with(directory.resolve(file.getFileName()), ".again-of-" + batchId, claim.id());
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        steps.done(Step.MOVED_AS_REPEAT);
        claim.release();
        return place;
    }

    @Override
    public List<String> pending() throws IOException {
        try (Stream<Path> all = Files.list(pendingDirectory())) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(JSON) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - JSON.length())).toList();
        } catch (NoSuchFileException noneYet) {
            return List.of();
        }
    }

    @Override
    public Optional<TakenFile> find(String batchId) throws IOException {
        return SmallFiles.readJson(pendingFile(batchId), TakenFile.class);
    }

    @Override
    public Path resultsInTheMaking(String batchId, String door) throws IOException {
        return Files.createDirectories(directory.resolve(batchId)).resolve(".results-" + door + SmallFiles.PART);
    }

    @Override
    public void showResults(String batchId, Path made) throws IOException {
        Path results = directory.resolve(batchId).resolve(RESULTS);
        try {
            Files.move(made, results, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException deleted) {
            // by another door that has shown them meanwhile
            if (!Files.exists(results)) {
                throw deleted;
            }
        }
        steps.done(Step.RESULTS_SHOWN);
    }

    @Override
    public void close(TakenFile ended) throws IOException {
        Path home = Files.createDirectories(directory.resolve(ended.batch()));
        SmallFiles.writeJson(home.resolve(REPORT), ended, home);
        steps.done(Step.OUTCOME_REPORTED);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(home, ".*" + SmallFiles.PART)) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
        Files.deleteIfExists(pendingFile(ended.batch()));
        steps.done(Step.PENDING_DELETED);
    }

    private Path pendingDirectory() {
        return directory.resolve(".pending");
    }

    private Path pendingFile(String batchId) {
        return pendingDirectory().resolve(batchId + JSON);
    }
}
