package io.irodsingest.common.irods;

/** A setting for iRODS is missing or wrong; the message is one sentence for the user that names it. */
public final class InvalidIrodsEnvironmentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidIrodsEnvironmentException(String message) {
        super(message);
    }
}
