package io.irodsingest.workerbatch.irods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.handlerapi.batch.Row;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row of JSON, as a worker hands it out. */
record TestRow(long line, String json, int tries) implements Row {
    private static final JsonMapper JSON = new JsonMapper();

    static TestRow of(long line, Map<String, ?> fields) {
        return new TestRow(line, JSON.valueToTree(fields).toString(), 0);
    }

    @Override
    public Map<String, String> fields() {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()) {
                throw new IllegalArgumentException("no object");
            }
            Map<String, String> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    fields.put(field.getKey(),
                            field.getValue().isValueNode() ? field.getValue().asText() : field.getValue().toString());
                }
            });
            return fields;
        } catch (IOException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
