package io.irodsingest.common.irods;

import java.util.Optional;

/**
 * What the server said to one of several requests that went out together.
 *
 * @param status negative is an error
 * @param message what the server added, else empty; of a {@link IrodsRequest.Checksum} that went well the checksum
 */
public record Reply(int status, String message) {
    public static final Reply OK = new Reply(0, "");

    public boolean isOk() {
        return status >= 0;
    }

    public Optional<IrodsError> error() {
        return isOk() ? Optional.empty() : Optional.of(IrodsError.of(status));
    }

    /** One line for the user: the meaning, the server's own words if any, the code and its name. */
    public String describe() {
        return status == 0
                ? message
                : explain() + ", iRODS status " + status
                        + StatusNames.name(status).map(name -> " (" + name + ')').orElse("");
    }

    /** The same without the code. What was explained already stays as it is. */
    public String explain() {
        String meaning = IrodsError.of(status).meaning();
        String words = message.strip().lines().findFirst().orElse("");
        if (words.startsWith(meaning)) {
            return words;
        }
        String detailed = meaning + StatusNames.systemError(status).map(error -> ": " + error).orElse("");
        return words.isEmpty() ? detailed : detailed + " (" + words + ')';
    }
}
