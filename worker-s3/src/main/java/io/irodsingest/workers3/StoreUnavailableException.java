package io.irodsingest.workers3;

import java.io.IOException;

/** The store could not be reached, failed or was too busy, after all tries. Not a failure of the object: try later. */
final class StoreUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
