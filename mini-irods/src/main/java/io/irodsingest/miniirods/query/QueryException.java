package io.irodsingest.miniirods.query;

/** A query that iRODS would refuse; the status is what the server answers then. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    QueryException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The iRODS error code, a negative number. */
    public int status() {
        return status;
    }
}
