package io.irodsingest.ingest.bundle;

import io.irodsingest.common.irods.IrodsSession.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A tar archive of small files, in memory. Names stand in it as bytes of UTF-8, long ones in the form of GNU tar, and not in headers
 * of PAX: the server's libarchive would translate those into the character set of its locale, and a process whose locale does not
 * have a character dies of it. For one thread.
 */
public final class Archive {
    /** What goes over in one request. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;
    /** Larger files gain little. */
    public static final int LARGEST_FILE = 64 * 1024;

    private static final int BLOCK = 512;
    /** The end of an archive. */
    private static final int END = 2 * BLOCK;
    /** The longest name of a file in file systems. */
    private static final int LONGEST_NAME = 255;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, BLOCK, "UTF-8");

    public Archive() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    }

    /** Whether every server can be relied on to unpack a file of that name. */
    public static boolean takes(String name) {
        return name.chars().noneMatch(Character::isISOControl) && length(name) <= LONGEST_NAME;
    }

    /** So many bytes a file needs at most in an archive. */
    public static long room(String name, long size) {
        int longName = length(name) < TarConstants.NAMELEN ? 0 : 2 * BLOCK;
        return BLOCK + longName + Math.ceilDiv(size, BLOCK) * BLOCK;
    }

    /** Whether an archive with files that need so many bytes is not too large. */
    public static boolean fits(long room) {
        return room + END <= MOST_BYTES;
    }

    private static int length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Adds a file, if it can be read and has not changed.
     *
     * @return the SHA-256 of the content, in base64
     * @throws IOException when it cannot be read, has another size or changed; it is not in the archive then
     */
    public String add(String name, Content content, int size) throws IOException {
        byte[] read = new byte[size];
        try (ReadableByteChannel channel = content.open(0, size)) {
            if (fill(channel, read) < size || fill(channel, new byte[1]) > 0) {
                throw new IOException("the source does not have the " + size + " bytes that were announced");
            }
        }
        content.checkUnchanged();
        try {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setNames("", "");
            entry.setSize(size);
            tar.putArchiveEntry(entry);
            tar.write(read);
            tar.closeArchiveEntry();
        } catch (IOException notOfMemory) {
            throw new UncheckedIOException(notOfMemory);
        }
        return content.sha256().orElseGet(() -> Base64.getEncoder().encodeToString(sha256().digest(read)));
    }

    private static int fill(ReadableByteChannel channel, byte[] into) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            continue;
        }
        return buffer.position();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException notInThisJvm) {
            throw new IllegalStateException(notInThisJvm);
        }
    }

    /** The whole archive; nothing can be added any more. */
    public Whole whole() {
        try {
            tar.close();
        } catch (IOException notOfMemory) {
            throw new UncheckedIOException(notOfMemory);
        }
        return new Whole(bytes.toByteArray());
    }

    /** An archive as it is uploaded. */
    public static final class Whole implements Content {
        private final byte[] content;

        private Whole(byte[] content) {
            this.content = content;
        }

        public int size() {
            return content.length;
        }

        @Override
        public ReadableByteChannel open(long from, long length) {
            return Channels.newChannel(
                    new ByteArrayInputStream(content, Math.toIntExact(from), content.length - Math.toIntExact(from)));
        }

        @Override
        public void checkUnchanged() {
            // nobody changes it
        }
    }
}
