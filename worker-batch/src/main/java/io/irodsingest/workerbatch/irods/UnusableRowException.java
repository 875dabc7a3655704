package io.irodsingest.workerbatch.irods;

/** A row, or a question, is not what the operation takes. The message is one line for who submitted it. */
final class UnusableRowException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableRowException(String message) {
        super(message, null, false, false);
    }
}
