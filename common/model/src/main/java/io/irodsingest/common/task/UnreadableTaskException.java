package io.irodsingest.common.task;

/** A message is no task that this version understands; the message says in one line what is wrong with it. */
public final class UnreadableTaskException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableTaskException(String message) {
        super(message);
    }
}
