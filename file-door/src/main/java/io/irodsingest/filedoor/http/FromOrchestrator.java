package io.irodsingest.filedoor.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is read from the orchestrator: when it breaks off, that is told from trouble with the file that it goes to. */
final class FromOrchestrator extends FilterInputStream {

    /** It broke off. */
    static final class BrokenOffException extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenOffException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    FromOrchestrator(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException broken) {
            throw new BrokenOffException(broken);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException broken) {
            throw new BrokenOffException(broken);
        }
    }
}
