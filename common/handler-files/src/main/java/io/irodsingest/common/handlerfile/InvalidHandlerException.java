package io.irodsingest.common.handlerfile;

/** A file is no event handler; the message is for the user, and begins with the file's name and, where there is one, the line. */
public final class InvalidHandlerException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidHandlerException(String message) {
        super(message);
    }
}
