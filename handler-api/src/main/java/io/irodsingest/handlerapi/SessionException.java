package io.irodsingest.handlerapi;

/**
 * A request of a {@link Session} was not done. A handler may catch it when it can do without; else it lets it through, and the
 * call fails with this message.
 */
public class SessionException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    /**
     * @param message one line
     * @param status the error code of iRODS; 0 when the connection was lost
     */
    public SessionException(String message, int status) {
        super(message);
        this.status = status;
    }

    /** The error code of iRODS, like -808000; 0 when the connection was lost, and the request may have been done or not. */
    public int status() {
        return status;
    }
}
