package io.irodsingest.miniirods.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes frames to a buffered stream; nothing leaves before {@link #flush}. Not thread-safe. */
public final class FrameWriter {
    private static final int BUFFER = 64 * 1024;

    private final OutputStream out;

    public FrameWriter(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    public void write(Frame frame) throws IOException {
        byte[] header = ("<MsgHeader_PI>\n<type>" + frame.type() + "</type>\n<msgLen>" + frame.message().length
                + "</msgLen>\n<errorLen>" + frame.error().length + "</errorLen>\n<bsLen>" + frame.bytes().length
                + "</bsLen>\n<intInfo>" + frame.intInfo() + "</intInfo>\n</MsgHeader_PI>\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        out.write(header.length >>> 24);
        out.write(header.length >>> 16);
        out.write(header.length >>> 8);
        out.write(header.length);
        out.write(header);
        out.write(frame.message());
        out.write(frame.error());
        out.write(frame.bytes());
    }

    public void flush() throws IOException {
        out.flush();
    }
}
