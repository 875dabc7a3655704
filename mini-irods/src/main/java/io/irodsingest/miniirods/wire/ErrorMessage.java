package io.irodsingest.miniirods.wire;

import java.util.List;

/** An entry of the error part of a reply ({@code RErrMsg_PI}). */
public record ErrorMessage(int status, String text) {
    /** {@code RError_PI}, or an empty text when there are no messages. */
    public static String toXml(List<ErrorMessage> messages) {
        if (messages.isEmpty()) {
            return "";
        }
        PiWriter xml = new PiWriter().open("RError_PI").field("count", messages.size());
        for (ErrorMessage message : messages) {
            xml.open("RErrMsg_PI").field("status", message.status).field("msg", message.text).close("RErrMsg_PI");
        }
        return xml.close("RError_PI").toString();
    }
}
