package io.irodsingest.miniirods.vault;

import io.irodsingest.miniirods.wire.IrodsException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tar archive in a vault, unpacked beside it as the real server does it (structfile.cpp, tag 5.0.2, by libarchive): a file that
 * cannot be made is left out, and one that the disk has no room for is filled up with zeros to its size. Both are only logged.
 */
public final class Bundle {
    private static final Logger LOG = LoggerFactory.getLogger(Bundle.class);
    private static final int NOT_AN_ARCHIVE = -1;
    private static final int PIECE = 64 * 1024;

    private final Vaults vaults;
    private final String archive;

    /** @param archive physical path */
    public Bundle(Vaults vaults, String archive) {
        this.vaults = vaults;
        this.archive = archive;
    }

    /** Unpacks it into a directory that is empty before. @return the directory's physical path */
    public String unpack() throws IrodsException, IOException {
        String directory = archive + ".dir";
        if (isInUse(PhysicalPaths.of(directory))) {
            directory += "." + Integer.toUnsignedString(new Random().nextInt());
        }
        Files.createDirectories(PhysicalPaths.of(directory));
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new BufferedInputStream(Files.newInputStream(PhysicalPaths.of(archive))), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String path = directory + '/' + entry.getName();
                if (!PhysicalPaths.of(path).normalize().startsWith(PhysicalPaths.of(directory))) {
                    LOG.warn("the archive {} has an entry outside of itself, which is left out: {}", archive, path);
                } else if (entry.isDirectory()) {
                    Files.createDirectories(PhysicalPaths.of(path));
                } else if (entry.isFile()) {
                    write(path, entry.getSize(), tar);
                }
            }
        } catch (IllegalArgumentException | IOException noArchive) {
            throw new IrodsException(NOT_AN_ARCHIVE, noArchive);
        }
        return directory;
    }

    private static boolean isInUse(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isPresent();
        }
    }

    private void write(String path, long size, InputStream content) throws IOException {
        long written = 0;
        try (FileChannel file = Vaults.create(path)) {
            byte[] piece = content.readNBytes(PIECE);
            while (piece.length > 0) {
                vaults.write(file, written, piece);
                written += piece.length;
                piece = content.readNBytes(PIECE);
            }
        } catch (IrodsException refused) {
            LOG.info("the archive {} cannot be unpacked whole: {}: {}", archive, path, refused.getMessage());
        }
        Path file = PhysicalPaths.of(path);
        if (written < size && Files.exists(file)) {
            try (RandomAccessFile padded = new RandomAccessFile(file.toFile(), "rw")) {
                padded.setLength(size);
            }
        }
    }
}
