package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Files of this machine that list what a source has. Only those in directories that the operator names are opened.
 *
 * @param roots absolute
 */
public record Manifests(List<Path> roots) implements AutoCloseable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public Manifests {
        roots = List.copyOf(roots);
    }

    /**
     * Opens one.
     *
     * @param limits of the token, whose sources it has to be in
     * @throws UnusableRowException when it may not be read, or cannot
     */
    Reader open(String path, Limits limits) throws UnusableRowException {
        String name = RowFields.printable(path);
        if (roots.isEmpty()) {
            throw new UnusableRowException(
                    "manifest " + name + " is not read: this worker has no directory for manifests"
                            + " (IRODS_INGEST_APP_IRODS_MANIFEST_ROOTS)");
        }
        try {
            Path file = Path.of(path);
            Path real = file.toRealPath();
            Optional<String> refusal = limits.directory(RawPath.of(real));
            if (refusal.isPresent()) {
                throw new UnusableRowException(refusal.get());
            }
            if (!file.isAbsolute() || roots.stream().noneMatch(root -> isBelow(real, root))) {
                throw new UnusableRowException("manifest " + name + " is in no directory for manifests of this worker"
                        + " (IRODS_INGEST_APP_IRODS_MANIFEST_ROOTS)");
            }
            if (!Files.isRegularFile(real)) {
                throw new UnusableRowException("manifest " + name + " is no file");
            }
            return withoutMark(Files.newBufferedReader(real, StandardCharsets.UTF_8));
        } catch (CharacterCodingException notUtf8) {
            throw new UnusableRowException("manifest " + name + " is not in UTF-8");
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UnusableRowException("manifest " + name + " cannot be read on this worker: "
                    + unreadable.getClass().getSimpleName());
        }
    }

    /** Nothing is open. */
    @Override
    public void close() {}

    /** Goes over a byte order mark. */
    private static Reader withoutMark(Reader file) throws IOException {
        file.mark(1);
        if (file.read() != BYTE_ORDER_MARK) {
            file.reset();
        }
        return file;
    }

    private static boolean isBelow(Path real, Path root) {
        try {
            return real.startsWith(root.toRealPath());
        } catch (IOException notThere) {
            return false;
        }
    }
}
