package io.irodsingest.workerbatch.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.handlerapi.batch.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row as a processor sees it. */
record SubmittedRow(long line, String json, int tries) implements Row {
    /** Numbers stay as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    @Override
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object().properties()) {
            if (!member.getValue().isNull()) {
                fields.put(member.getKey(),
                        member.getValue().isValueNode() ? member.getValue().asText() : member.getValue().toString());
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    private JsonNode object() {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("line " + line + " is no JSON: " + damaged.getOriginalMessage(),
                    damaged);
        }
        throw new IllegalArgumentException("line " + line + " is no JSON object");
    }
}
