package io.irodsingest.cli.client;

/** The orchestrator, or what is between, cannot answer now; the message is for the user. */
public final class AwayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean perhapsDone;

    AwayException(String message, boolean perhapsDone) {
        super(message);
        this.perhapsDone = perhapsDone;
    }

    /** Whether what was asked for may have been done, though nobody said so. */
    boolean isPerhapsDone() {
        return perhapsDone;
    }
}
