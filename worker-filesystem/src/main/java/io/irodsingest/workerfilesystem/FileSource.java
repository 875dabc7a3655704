package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.task.Task.Directory;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Listing.Looker;
import io.irodsingest.ingest.source.Names;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A directory tree on a filesystem that this machine sees. Immutable. */
final class FileSource implements Source {
    private final JobSpec spec;

    FileSource(JobSpec spec) {
        this.spec = spec;
    }

    @Override
    public Root root() throws IOException {
        Path source = spec.source().toPath();
        try {
            SourceEntry root = FileEntry.at(source.toRealPath())
                    .orElseThrow(() -> new NoSuchFileException(source.toString()));
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(source)) {
                return new Root(root.stamp(), !entries.iterator().hasNext());
            }
        } catch (NoSuchFileException missing) {
            throw new IOException("it does not exist on this worker's machine", missing);
        } catch (NotDirectoryException file) {
            throw new IOException("it is not a directory", file);
        } catch (IOException unusable) {
            throw new IOException(describe(unusable), unusable);
        }
    }

    @Override
    public boolean divides() {
        return false;
    }

    @Override
    public Listing list(Directory directory, DirectoryKey key, Set<String> divisions) throws IOException {
        Names names = new Names();
        boolean complete = false;
        try {
            names(directory.path(), names::add);
            complete = true;
        } finally {
            if (!complete) {
                names.close();
            }
        }
        return Listing.of(directory, key, names, looker(directory));
    }

    private Looker looker(Directory directory) {
        Path path = spec.source().resolve(directory.path()).toPath();
        return name -> FileEntry.at(path.resolve(name.toPath())).map(SourceEntry::stamp);
    }

    @Override
    public void names(RawPath directory, NameReader reader) throws IOException {
        Path path = spec.source().resolve(directory).toPath();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                reader.take(RawPath.of(entry).name());
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
    }

    @Override
    public Listing some(Directory directory, DirectoryKey key, List<RawPath> names) {
        return Listing.of(directory, key, names, looker(directory));
    }

    @Override
    public List<Seen> look(List<RawPath> paths, boolean withTags) {
        return paths.stream().map(FileSource::look).toList();
    }

    private static Seen look(RawPath path) {
        try {
            Optional<FileEntry> entry = FileEntry.at(path.toPath());
            if (entry.isPresent() && entry.get().stamp().kind() == EntryKind.REGULAR
                    && !Files.isReadable(entry.get().path())) {
                // also when it is only registered: what its owner keeps to himself is not made known
                throw new AccessDeniedException(path.encoded());
            }
            return entry.map(Seen::of).orElse(Seen.NOTHING);
        } catch (IOException unreadable) {
            return Seen.failed(unreadable);
        }
    }

    @Override
    public void checkOutage(IOException problem) {
        // what is away of a filesystem is told of each entry
    }

    @Override
    public String describe(IOException problem) {
        return switch (problem) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "no such file or directory";
            case NotDirectoryException noDirectory -> "not a directory";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> String.valueOf(problem.getMessage());
        };
    }
}
