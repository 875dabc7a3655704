package io.irodsingest.common.irods;

import java.util.Optional;

/**
 * What the server said to one of several requests that went out together.
 *
 * @param status negative is an error
 * @param message what the server added, else empty
 */
public record Reply(int status, String message) {
    public static final Reply OK = new Reply(0, "");

    public boolean isOk() {
        return status >= 0;
    }

    public Optional<IrodsError> error() {
        return isOk() ? Optional.empty() : Optional.of(IrodsError.of(status));
    }

    /** One line for the user: the meaning, the server's own words if any, and the code. */
    public String describe() {
        String words = message.isBlank() ? "" : " (" + message.strip().lines().findFirst().orElse("") + ")";
        return IrodsError.of(status).meaning() + words + ", iRODS status " + status;
    }
}
