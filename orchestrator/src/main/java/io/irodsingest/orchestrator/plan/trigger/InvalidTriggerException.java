package io.irodsingest.orchestrator.plan.trigger;

/** A trigger was asked for that cannot be; the message is one line for the user that says where, what is wrong and what is allowed. */
public final class InvalidTriggerException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidTriggerException(String message) {
        super(message);
    }
}
