package io.irodsingest.common.handler;

/** A hook could not do its work; the message is one line for the user that names the hook and what it threw. */
public final class HookFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public HookFailedException(String message) {
        super(message);
    }
}
