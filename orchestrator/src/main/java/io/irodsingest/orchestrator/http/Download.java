package io.irodsingest.orchestrator.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that may be long, and is written piece by piece. When it fails in the middle, the connection is broken off, so that nobody takes
 * what came for the whole.
 *
 * @param mediaType one of those that the endpoint tells of
 */
public record Download(String mediaType, Content content) {

    /** Writes it. */
    @FunctionalInterface
    public interface Content {
        /** @param out is closed by whoever calls this */
        void write(OutputStream out) throws IOException, InterruptedException;
    }
}
