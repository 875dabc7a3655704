package io.irodsingest.common.job;

/** A job was asked for that cannot be; the message is one sentence for the user that says what to change. */
public class InvalidJobException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidJobException(String message) {
        super(message);
    }
}
