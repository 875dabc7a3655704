package io.irodsingest.miniirods.wire;

/**
 * One message of the protocol: the fields of {@code MsgHeader_PI} and its three parts, each empty when absent.
 *
 * @param type for example {@code RODS_API_REQ}
 * @param intInfo API number of a request, status of a reply
 * @param message a packing instruction as XML in UTF-8
 * @param error {@code RError_PI} as XML in UTF-8
 * @param bytes the byte stream
 */
public record Frame(String type, int intInfo, byte[] message, byte[] error, byte[] bytes) {
    public static final String CONNECT = "RODS_CONNECT";
    public static final String NEGOTIATION = "RODS_CS_NEG_T";
    public static final String VERSION = "RODS_VERSION";
    public static final String REQUEST = "RODS_API_REQ";
    public static final String REPLY = "RODS_API_REPLY";
    public static final String DISCONNECT = "RODS_DISCONNECT";

    private static final byte[] NOTHING = {};

    /** A frame of only a message. */
    public static Frame of(String type, int intInfo, String message) {
        return new Frame(type, intInfo, WireText.encode(message), NOTHING, NOTHING);
    }

    /** A frame of only a header. */
    public static Frame of(String type, int intInfo) {
        return new Frame(type, intInfo, NOTHING, NOTHING, NOTHING);
    }

    public Frame withMessage(byte[] changed) {
        return new Frame(type, intInfo, changed, error, bytes);
    }
}
