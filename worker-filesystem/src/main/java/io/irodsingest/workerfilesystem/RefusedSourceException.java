package io.irodsingest.workerfilesystem;

import java.io.IOException;

/** A job may not have this. The message says why, without the path. */
final class RefusedSourceException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedSourceException(String message) {
        super(message);
    }
}
