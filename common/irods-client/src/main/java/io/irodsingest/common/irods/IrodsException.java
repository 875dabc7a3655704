package io.irodsingest.common.irods;

/** iRODS answered a request with an error. */
public final class IrodsException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    /** @param message one line for the user, without the status' number */
    public IrodsException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The error code of iRODS, negative; the last three digits may be an errno. */
    public int status() {
        return status;
    }

    /** The kind of error: the status without errno. */
    public IrodsError error() {
        return IrodsError.of(status);
    }
}
