package io.irodsingest.common.handler;

/** A pre hook wants its entry to be left out; the message is its reason. */
public final class HookSkippedException extends Exception {
    private static final long serialVersionUID = 1L;

    public HookSkippedException(String reason) {
        super(reason);
    }
}
