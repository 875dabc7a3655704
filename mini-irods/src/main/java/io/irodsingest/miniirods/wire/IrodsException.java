package io.irodsingest.miniirods.wire;

import java.util.List;

/** A request that fails with a status of iRODS; nothing of it is in the catalog then. */
public final class IrodsException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<ErrorMessage> messages;

    /** Fails without a message, as the real server does for most statuses. */
    public IrodsException(int status) {
        this(status, List.of());
    }

    /** Fails with one entry in the error part of the reply. */
    public IrodsException(int status, int messageStatus, String message) {
        this(status, List.of(new ErrorMessage(messageStatus, message)));
    }

    private IrodsException(int status, List<ErrorMessage> messages) {
        super("status " + status + (messages.isEmpty() ? "" : ": " + messages.getFirst().text()), null, false, false);
        this.status = status;
        this.messages = messages;
    }

    public int status() {
        return status;
    }

    public List<ErrorMessage> messages() {
        return messages;
    }
}
