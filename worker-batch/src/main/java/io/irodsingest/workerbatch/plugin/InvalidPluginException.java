package io.irodsingest.workerbatch.plugin;

/** Processors cannot be had as they are; the message is one line for the operator: what, in which jar, what to do. */
public final class InvalidPluginException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidPluginException(String message) {
        super(message);
    }
}
