package io.irodsingest.testservers.link;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends after so many bytes, if not before. Belongs to one thread. */
final class MeteredStream extends FilterInputStream {
    private long left;

    MeteredStream(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    /** Whether all that is let through came. */
    boolean isUsedUp() {
        return left == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        if (left == 0) {
            return -1;
        }
        int got = in.read(bytes, from, (int) Math.min(most, left));
        left -= Math.max(0, got);
        return got;
    }
}
