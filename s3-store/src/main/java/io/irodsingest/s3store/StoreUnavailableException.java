package io.irodsingest.s3store;

import java.io.IOException;

/** The store could not be reached, failed or was too busy, after all tries. Not a failure of the object: try later. */
public final class StoreUnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** How it showed. */
    public enum Sign {
        /** No connection came about. */
        NOT_REACHED,
        /** It asks to slow down. */
        BUSY,
        /** It answers that it failed, or breaks off, or keeps quiet. */
        FAILS
    }

    private final Sign sign;

    public StoreUnavailableException(Sign sign, String message, Throwable cause) {
        super(message, cause);
        this.sign = sign;
    }

    /** Whether a connection came about, so that something else may be answered. */
    public boolean wasReached() {
        return sign != Sign.NOT_REACHED;
    }

    public boolean isBusy() {
        return sign == Sign.BUSY;
    }
}
