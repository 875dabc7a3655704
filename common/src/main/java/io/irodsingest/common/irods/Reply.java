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
        return explain() + ", iRODS status " + status;
    }

    /** The same without the code. What was explained already stays as it is. */
    public String explain() {
        String meaning = IrodsError.of(status).meaning();
        String words = message.strip().lines().findFirst().orElse("");
        if (words.startsWith(meaning)) {
            return words;
        }
        return words.isEmpty() ? meaning : meaning + " (" + words + ')';
    }
}
