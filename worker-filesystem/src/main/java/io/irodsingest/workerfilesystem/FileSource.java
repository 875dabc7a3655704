package io.irodsingest.workerfilesystem;

import io.irodsingest.common.job.JobSpec;
import io.irodsingest.ingesttasks.IngestSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.state.SyncCache.DirectoryKey;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.ingesttasks.Directory;
import io.irodsingest.ingest.source.Listing;
import io.irodsingest.ingest.source.Listing.Looker;
import io.irodsingest.ingest.source.Names;
import io.irodsingest.ingest.source.Source;
import io.irodsingest.ingest.source.SourceEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
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
    private final IngestSpec spec;
    private final Tree tree;

    FileSource(JobSpec spec, SourceRoots roots) {
        this.spec = IngestSpec.of(spec);
        this.tree = new Tree(spec, roots);
    }

    @Override
    public Root root() throws IOException {
        Path source = spec.source().toPath();
        try {
            try (OpenDirectory root = tree.open(source)) {
                SourceEntry entry = FileEntry.at(root.path(), tree)
                        .orElseThrow(() -> new NoSuchFileException(source.toString()));
                return new Root(entry.stamp(), root.isEmpty());
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
        // only says what is worth to be looked at again, where it is made sure that it is in the source
        return name -> FileEntry.at(path.resolve(name.toPath()), tree).map(SourceEntry::stamp);
    }

    @Override
    public void names(RawPath directory, NameReader reader) throws IOException {
        try (OpenDirectory open = tree.open(spec.source().resolve(directory).toPath())) {
            open.names(reader);
        }
    }

    @Override
    public Listing some(Directory directory, DirectoryKey key, List<RawPath> names) {
        return Listing.of(directory, key, names, looker(directory));
    }

    @Override
    public List<Seen> look(List<RawPath> paths, boolean withTags) {
        try (Looks looks = new Looks(tree)) {
            return paths.stream().map(path -> look(path, looks)).toList();
        }
    }

    private static Seen look(RawPath path, Looks looks) {
        try {
            Optional<FileEntry> entry = looks.at(path.toPath());
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
