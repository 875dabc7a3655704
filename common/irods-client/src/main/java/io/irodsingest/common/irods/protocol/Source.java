package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A content whose size is known beforehand; one that has another size is an error. */
final class Source {
    private static final String PREFIX = "sha2:";
    /** Larger reads into the heap would keep as large a buffer outside of it for each thread. */
    private static final int SLICE = 256 * 1024;

    private final Content content;
    private final long size;

    /** Takes a piece of what is read, and says whether it wants more. */
    @FunctionalInterface
    interface Sink {
        boolean take(byte[] bytes, int count) throws UnavailableException, IrodsException, IOException;
    }

    Source(Content content, long size) {
        this.content = content;
        this.size = size;
    }

    /** Reads all of it into an array that has room for one byte more. */
    void readAll(byte[] into) throws IOException {
        try (ReadableByteChannel channel = content.open(0, size)) {
            check(read(channel, into, (int) size + 1));
        }
    }

    /**
     * Reads a part piece by piece; when that goes to the end of all, also whether it is the end.
     *
     * @param buffer has room for a piece at least
     */
    void read(long from, long length, byte[] buffer, int piece, Sink sink)
            throws UnavailableException, IrodsException, IOException {
        long end = from + length;
        try (ReadableByteChannel channel = content.open(from, length)) {
            boolean more = true;
            for (long at = from; at < end && more;) {
                int got = read(channel, buffer, (int) Math.min(piece, end - at));
                at += got;
                if (got == 0) {
                    check(at);
                }
                more = sink.take(buffer, got);
            }
            if (more && end == size) {
                check(size + read(channel, new byte[1], 1));
            }
        }
    }

    void checkUnchanged() throws IOException {
        content.checkUnchanged();
    }

    void becomesGood() throws IOException {
        content.becomesGood();
    }

    /** The checksum of all of it, as iRODS writes it: what its source says, or else what comes of reading it once more. */
    String checksum() throws IOException {
        if (content.sha256().isPresent()) {
            return PREFIX + content.sha256().get();
        }
        MessageDigest digest = sha256();
        byte[] bytes = new byte[SLICE];
        try (ReadableByteChannel channel = content.open(0, size)) {
            long left = size;
            for (int got = 1; left > 0 && got > 0; left -= got) {
                got = read(channel, bytes, (int) Math.min(SLICE, left));
                digest.update(bytes, 0, got);
            }
            check(size - left);
        }
        return text(digest);
    }

    /** The checksum of all of it, which was read into an array: what its source says, or else what comes of these bytes. */
    String checksum(byte[] bytes) {
        if (content.sha256().isPresent()) {
            return PREFIX + content.sha256().get();
        }
        MessageDigest digest = sha256();
        digest.update(bytes, 0, (int) size);
        return text(digest);
    }

    private static String text(MessageDigest digest) {
        return PREFIX + Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException notInThisJvm) {
            throw new IllegalStateException(notInThisJvm);
        }
    }

    private static int read(ReadableByteChannel channel, byte[] bytes, int most) throws IOException {
        int filled = 0;
        while (filled < most) {
            int got = channel.read(ByteBuffer.wrap(bytes, filled, Math.min(SLICE, most - filled)));
            if (got < 0) {
                return filled;
            }
            filled += got;
        }
        return filled;
    }

    private void check(long got) throws IOException {
        if (got > size) {
            throw new IOException("the source has more than the " + size + " bytes that were announced");
        }
        if (got < size) {
            throw new IOException("the source has only " + got + " of " + size + " bytes that were announced");
        }
    }
}
