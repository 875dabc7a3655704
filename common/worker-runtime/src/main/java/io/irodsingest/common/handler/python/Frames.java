package io.irodsingest.common.handler.python;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How messages to and from a Python process lie in its pipes: the length of a body in four bytes, and a body of JSON. */
final class Frames {
    static final JsonMapper JSON = JsonMapper.builder().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).build();
    private static final int LONGEST = 64 * 1024 * 1024;

    private Frames() {}

    static void write(DataOutputStream out, byte[] body) throws IOException {
        out.writeInt(body.length);
        out.write(body);
        out.flush();
    }

    /** @throws IOException also at the end of the stream */
    static JsonNode read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("a frame of " + length + " bytes is none");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return JSON.readTree(body);
    }
}
