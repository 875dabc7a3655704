package io.irodsingest.common.irods.protocol;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** The connection is lost, whatever was wrong with it; the message is for the operator. */
public final class ChannelException extends IOException {
    private static final long serialVersionUID = 1L;

    public ChannelException(IOException cause) {
        super(reason(cause), cause);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case EOFException ended -> "the server closed the connection";
            case SocketTimeoutException late -> "no answer in time";
            case UnknownHostException nobody -> "the host is not known";
            case ConnectException refused -> "connection refused";
            default -> String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        };
    }
}
