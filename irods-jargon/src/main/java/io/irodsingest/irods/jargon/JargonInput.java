package io.irodsingest.irods.jargon;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.irods.jargon.core.connection.AbstractConnection;

/** What comes over Jargon's own connection, which is the one under TLS. Reads as much as is asked for, or fails. */
final class JargonInput extends InputStream {
    private final AbstractConnection connection;

    JargonInput(AbstractConnection connection) {
        this.connection = connection;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        read(one, 0, 1);
        return one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        Target target = new Target(into, offset);
        // Jargon drops the connection of a thread that is interrupted, and forgets the interrupt
        boolean interrupted = Thread.interrupted();
        try {
            connection.read(target, count, null);
        } catch (IOException lost) {
            interrupted |= String.valueOf(lost.getMessage()).startsWith("interrupted");
            throw lost;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (target.at < offset + count) {
            throw new EOFException();
        }
        return count;
    }

    private static final class Target extends OutputStream {
        private final byte[] bytes;
        private int at;

        Target(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        @Override
        public void write(int b) {
            bytes[at++] = (byte) b;
        }

        @Override
        public void write(byte[] from, int offset, int count) {
            System.arraycopy(from, offset, bytes, at, count);
            at += count;
        }
    }
}
