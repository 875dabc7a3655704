package io.irodsingest.standalone.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bytes in JSON: as a text where they are UTF-8, else as {@code {"base64": "..."}}. */
final class Bytes {
    private static final String BASE64 = "base64";

    private Bytes() {}

    static JsonNode write(byte[] bytes) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        try {
            return nodes.textNode(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noText) {
            return nodes.objectNode().put(BASE64, Base64.getEncoder().encodeToString(bytes));
        }
    }

    static byte[] read(JsonNode node) {
        return node.isTextual()
                ? node.textValue().getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(node.get(BASE64).textValue());
    }
}
