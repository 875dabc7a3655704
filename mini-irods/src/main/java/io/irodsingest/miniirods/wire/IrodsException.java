package io.irodsingest.miniirods.wire;

import java.util.List;

/** A request that fails with a status of iRODS; nothing of it is in the catalog then. */
public final class IrodsException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient List<ErrorMessage> messages;
    private final String reply;

    /** Fails without a message, as the real server does for most statuses. */
    public IrodsException(int status) {
        this(status, List.of(), null, null);
    }

    /** Fails because of something that the machine refused. */
    public IrodsException(int status, Exception cause) {
        this(status, List.of(), null, cause);
    }

    /** Fails with one entry in the error part of the reply. */
    public IrodsException(int status, int messageStatus, String message) {
        this(status, List.of(new ErrorMessage(messageStatus, message)), null, null);
    }

    private IrodsException(int status, List<ErrorMessage> messages, String reply, Throwable cause) {
        super("status " + status + (messages.isEmpty() ? "" : ": " + messages.getFirst().text()), cause, false, false);
        this.status = status;
        this.messages = messages;
        this.reply = reply;
    }

    /** The same failure, answered with a packing instruction. */
    public IrodsException withReply(String packingInstruction) {
        return new IrodsException(status, messages, packingInstruction, getCause());
    }

    public int status() {
        return status;
    }

    public List<ErrorMessage> messages() {
        return messages;
    }

    /** The packing instruction that the failure is answered with, or null for what is usual with its API. */
    public String reply() {
        return reply;
    }
}
