package io.irodsingest.common.access;

import java.util.Optional;

/** This sender may not ask; the message is one sentence for it. */
public final class DeniedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Optional<String> challenge;

    private DeniedException(String message, Optional<String> challenge) {
        super(message, null, false, false);
        this.challenge = challenge;
    }

    static DeniedException unauthorized(String message, String challenge) {
        return new DeniedException(message, Optional.of(challenge));
    }

    static DeniedException forbidden(String message) {
        return new DeniedException(message, Optional.empty());
    }

    /** What belongs into {@code WWW-Authenticate}, when a token would help; empty when none would. */
    public Optional<String> challenge() {
        return challenge;
    }
}
