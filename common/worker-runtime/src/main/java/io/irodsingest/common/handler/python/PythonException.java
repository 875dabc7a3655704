package io.irodsingest.common.handler.python;

/** What an event handler of Python raised, or why it cannot be run; the message is one line for the user. */
public final class PythonException extends Exception {
    private static final long serialVersionUID = 1L;

    PythonException(String message) {
        super(message);
    }
}
