package io.irodsingest.common.outage;

/** A server could not be reached, or was lost in the middle. Not a failure of what was being done: it is tried again. */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Dependency dependency;
    private final String address;
    private final boolean refusal;

    /**
     * For a dependency of which a process has one.
     *
     * @param reason one line for the operator, with the server's address and no secret in it
     */
    public UnavailableException(Dependency dependency, String reason, Throwable cause) {
        this(dependency, "", reason, cause);
    }

    /**
     * For one of several servers of a kind.
     *
     * @param address tells it from the others of its kind: the outage of one is not that of another
     * @param reason one line for the operator, with the server's address and no secret in it
     */
    public UnavailableException(Dependency dependency, String address, String reason, Throwable cause) {
        this(dependency, address, reason, cause, false);
    }

    private UnavailableException(Dependency dependency, String address, String reason, Throwable cause,
            boolean refusal) {
        super(reason, cause);
        this.dependency = dependency;
        this.address = address;
        this.refusal = refusal;
    }

    /**
     * For a server that is there and does not do at present what it is asked for, while it may do other things: that it does those
     * does not end the wait.
     *
     * @param address what it does not do this for; empty for all
     */
    public static UnavailableException refused(Dependency dependency, String address, String reason, Throwable cause) {
        return new UnavailableException(dependency, address, reason, cause, true);
    }

    /** Whether the server is there, and does not do at present what it is asked for. */
    public boolean isRefusal() {
        return refusal;
    }

    public Dependency dependency() {
        return dependency;
    }

    /** Which server of its kind; empty for a dependency of which a process has one. */
    public String address() {
        return address;
    }
}
