package io.irodsingest.s3store;

/** A store kept quiet for the last time that it is waited for in one request. No IOException, which would be tried again. */
public final class SilentStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SilentStoreException(String message) {
        super(message);
    }
}
