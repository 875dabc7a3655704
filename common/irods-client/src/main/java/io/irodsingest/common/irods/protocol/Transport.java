package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiWriter;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** Carries messages of the protocol: a header, and what it announces. Used by one thread at a time. */
public interface Transport extends Closeable {
    /** For time-outs. */
    Socket socket();

    /** What the server says. Ends with an {@link java.io.EOFException}, never with -1. */
    InputStream in();

    /**
     * Puts a message into the line of those to be sent.
     *
     * @param stream bytes that the {@link #flush} will add
     * @param info the header's intInfo: the API number of a request
     */
    void queue(String type, PiWriter body, int stream, int info) throws IOException;

    /** Sends what is in the line, and then some bytes. */
    void flush(byte[] stream, int count) throws IOException;

    /** Closes it, without a word to the server. */
    @Override
    void close() throws IOException;
}
