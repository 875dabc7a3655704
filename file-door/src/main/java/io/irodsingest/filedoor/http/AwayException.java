package io.irodsingest.filedoor.http;

/** The orchestrator does not take something now; the message is one line for the operator. What was asked for may have been done. */
public final class AwayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    private AwayException(String message, boolean answered) {
        super(message);
        this.answered = answered;
    }

    /** Nobody answers, or not to the end. */
    static AwayException silent(String message) {
        return new AwayException(message, false);
    }

    /** It answers that it cannot do this now. */
    static AwayException answered(String message) {
        return new AwayException(message, true);
    }

    /** Whether it answers, and may take something else. */
    public boolean isAnswered() {
        return answered;
    }
}
