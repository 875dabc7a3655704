package io.irodsingest.dashboard.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What is written in the fields of a form. Immutable.
 *
 * @param values by the names of the fields; what is absent is empty, and a field that is ticked is {@code true}
 */
public record FormValues(Map<String, String> values) {
    public static final FormValues EMPTY = new FormValues(Map.of());

    private static final String TICKED = "true";
    private static final int LARGEST_SCALE = 100;
    private static final JsonMapper JSON = AdminJson.strict();

    public FormValues {
        values = Map.copyOf(values);
    }

    /** As a browser sends them; what is no field of the form is passed over. */
    public static FormValues sent(List<FieldGroup> groups, Map<String, List<String>> form) {
        Map<String, String> values = new LinkedHashMap<>();
        fields(groups).forEach(field -> Optional.ofNullable(form.get(field.name())).map(List::getFirst)
                .map(text -> text.replace("\r\n", "\n")).filter(text -> !text.isEmpty())
                .ifPresent(text -> values.put(field.name(), text)));
        return new FormValues(values);
    }

    /** As a request has them; what has no field in the form is passed over. */
    public static FormValues of(List<FieldGroup> groups, JsonNode request) {
        Map<String, String> values = new LinkedHashMap<>();
        fields(groups).forEach(field -> {
            String text = text(field, request.at('/' + field.name().replace('.', '/')));
            if (!text.isEmpty()) {
                values.put(field.name(), text);
            }
        });
        return new FormValues(values);
    }

    private static List<FormField> fields(List<FieldGroup> groups) {
        return groups.stream().flatMap(group -> group.fields().stream()).toList();
    }

    private static String text(FormField field, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return switch (field.kind()) {
            case TEXT -> value.isArray() ? lines(value) : value.asText();
            case NUMBER ->
                value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
            case FLAG -> value.asBoolean() ? TICKED : "";
            case OBJECT -> TICKED;
            case LINES, JSON_LINES -> lines(value);
            case JSON -> value.toString();
        };
    }

    private static String lines(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.isTextual() ? item.asText() : item.toString()).collect(Collectors.joining("\n"));
    }

    public String of(FormField field) {
        return values.getOrDefault(field.name(), "");
    }

    public FormValues with(String field, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(field, value);
        return new FormValues(changed);
    }

    public FormValues without(List<String> fields) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.keySet().removeAll(fields);
        return new FormValues(changed);
    }

    /** What stands behind a question mark when the orchestrator is asked with parameters. */
    public Map<String, List<String>> parameters(List<FieldGroup> groups) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        fields(groups).stream().filter(field -> !of(field).isEmpty())
                .forEach(field -> parameters.put(field.name(), field.kind() == FormField.Kind.LINES
                        ? of(field).lines().filter(line -> !line.isBlank()).toList()
                        : List.of(of(field))));
        return parameters;
    }

    /**
     * The request that is written in a form. Whether it makes sense, the orchestrator decides.
     *
     * @throws IllegalArgumentException when there is no JSON where some must be, with the field and what is wrong
     */
    public ObjectNode request(List<FieldGroup> groups) {
        ObjectNode request = JSON.createObjectNode();
        for (FormField field : fields(groups)) {
            String text = of(field);
            if (!text.isEmpty()) {
                put(request, field, text);
            }
        }
        return request;
    }

    private static void put(ObjectNode request, FormField field, String text) {
        String[] place = field.name().split("\\.");
        ObjectNode object = request;
        for (int depth = 0; depth < place.length - 1; depth++) {
            object = object.withObjectProperty(place[depth]);
        }
        String name = place[place.length - 1];
        switch (field.kind()) {
            case TEXT -> object.put(name, text);
            case NUMBER -> number(object, name, text.strip());
            case FLAG -> object.put(name, true);
            case OBJECT -> object.withObjectProperty(name);
            case LINES -> {
                ArrayNode list = object.putArray(name);
                text.lines().filter(line -> !line.isBlank()).forEach(list::add);
            }
            case JSON -> object.set(name, json(field.label(), text));
            case JSON_LINES -> {
                ArrayNode list = object.putArray(name);
                List<String> lines = text.lines().toList();
                for (int i = 0; i < lines.size(); i++) {
                    if (!lines.get(i).isBlank()) {
                        list.add(json(field.label() + ", line " + (i + 1), lines.get(i)));
                    }
                }
            }
        }
    }

    private static void number(ObjectNode object, String name, String text) {
        Optional<BigDecimal> number = parsed(text);
        if (number.isEmpty()) {
            object.put(name, text);
        } else if (number.get().scale() <= 0 && number.get().precision() < 19) {
            object.put(name, number.get().longValue());
        } else {
            object.put(name, number.get());
        }
    }

    private static Optional<BigDecimal> parsed(String text) {
        try {
            return Optional.of(new BigDecimal(text)).filter(number -> Math.abs((long) number.scale()) < LARGEST_SCALE);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static JsonNode json(String where, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(where + ": not JSON: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse(""), malformed);
        }
    }
}
