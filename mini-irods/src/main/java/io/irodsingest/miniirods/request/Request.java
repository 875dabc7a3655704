package io.irodsingest.miniirods.request;

import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiNode;

/** A request's packing instruction, the conditions in it and its byte stream. */
public record Request(PiNode message, KeyValues conditions, byte[] bytes) {
    public static Request of(PiNode message, byte[] bytes) {
        return new Request(message, KeyValues.of(message), bytes);
    }
}
