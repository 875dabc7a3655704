package io.irodsingest.common.outage;

/** A server could not be reached, or was lost in the middle. Not a failure of what was being done: it is tried again. */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Dependency dependency;

    /** @param reason one line for the operator, with the server's address and no secret in it */
    public UnavailableException(Dependency dependency, String reason, Throwable cause) {
        super(reason, cause);
        this.dependency = dependency;
    }

    public Dependency dependency() {
        return dependency;
    }
}
