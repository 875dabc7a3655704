package io.irodsingest.common.irods.protocol;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception rather than with -1, which irods4j's reader does not look for. */
public final class ChannelInput extends BufferedInputStream {
    private static final int SIZE = 64 * 1024;

    public ChannelInput(InputStream in) {
        super(in, SIZE);
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int got = super.read(target, offset, count);
        if (got < 0) {
            throw new EOFException();
        }
        return got;
    }
}
