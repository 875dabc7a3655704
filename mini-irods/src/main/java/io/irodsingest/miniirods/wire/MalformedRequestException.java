package io.irodsingest.miniirods.wire;

import java.io.IOException;

/** A message that is not what the protocol has at this place. */
public final class MalformedRequestException extends IOException {
    private static final long serialVersionUID = 1;

    public MalformedRequestException(String message) {
        super(message);
    }
}
