package io.irodsingest.orchestrator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.orchestrator.http.Call;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A wish for a batch whose rows are the body of the request: the rest of the wish stands behind the question mark, under the same names. */
final class BatchParameters {
    private enum Type {
        TEXT, NUMBER, FLAG, JSON, LIST
    }

    /** @param description for the OpenAPI document */
    private record Parameter(String name, Type type, String description) {}

    private static final List<Parameter> ALL = List.of(
            text("app", "The application of the processor"), text("op", "Its operation"),
            text("job_name", "Unique among the jobs that have not ended"),
            text("id", "What the batch is to be called for ever"),
            new Parameter("context", Type.JSON, "Any JSON, for the processor"),
            text("file", "The name of the file that the rows come from, for people"),
            flag("hold", "Whether the batch waits for its release, and takes more rows until then"),
            text("max_failed",
                    "A number of rows, or a percentage like 5%: when more have failed, the rest is given up"),
            text("output", "Where output files go: file:/DIRECTORY, s3://BUCKET/PREFIX or irods:/COLLECTION"),
            text("queue", "The queue of its tasks"), text("as_user", "The user of iRODS to act for, as NAME#ZONE"),
            number("row_timeout", "Seconds that a row may take"),
            number("max_retries", "How often a row that is put back is tried again"),
            number("retry_delay", "Seconds before each new try"), number("timeout", "Seconds that a task may take"),
            number("max_parallel_tasks", "Most tasks that are handed out at a time"),
            number("max_requests_per_second", "Most requests to iRODS in a second, by all workers together"),
            flag("at_front", "Have its tasks taken before all that wait of jobs without this"),
            number("start_within", "Seconds after which it ends as EXPIRED, if no worker has begun it by then"),
            number("deadline", "Seconds that it may take; it is stopped then"),
            number("keep_for", "Seconds for which it is remembered after its end"),
            new Parameter("after", Type.LIST,
                    "A job that must have ended well before this one begins; may be given several times"),
            new Parameter("after_any", Type.LIST,
                    "A job that must have ended before this one begins; may be given several times"));

    private static final JsonMapper JSON = AdminJson.strict();

    private BatchParameters() {}

    private static Parameter text(String name, String description) {
        return new Parameter(name, Type.TEXT, description);
    }

    private static Parameter number(String name, String description) {
        return new Parameter(name, Type.NUMBER, description);
    }

    private static Parameter flag(String name, String description) {
        return new Parameter(name, Type.FLAG, description);
    }

    /** Tells of them. */
    static Endpoint.Draft in(Endpoint.Draft draft) {
        ALL.forEach(one -> draft.parameter(one.name(), switch (one.type()) {
            case NUMBER -> "number";
            case FLAG -> "boolean";
            case TEXT, JSON, LIST -> "string";
        }, one.description() + ", when the body is rows"));
        return draft;
    }

    /** @throws Refusal when there is one that nobody knows, or it is not what it must be */
    static BatchRequest request(Call call) throws JsonProcessingException {
        ObjectNode fields = JSON.createObjectNode();
        for (Map.Entry<String, List<String>> given : call.parameters().entrySet()) {
            put(fields, known(given.getKey()), given.getValue());
        }
        return call.made(fields, BatchRequest.class);
    }

    private static Parameter known(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst()
                .orElseThrow(() -> Refusal.badRequest("unknown parameter '" + name + "'; known are "
                        + ALL.stream().map(Parameter::name).sorted().collect(Collectors.joining(", "))));
    }

    private static void put(ObjectNode fields, Parameter parameter, List<String> values) {
        String name = parameter.name();
        if (values.size() > 1 && parameter.type() != Type.LIST) {
            throw Refusal.badRequest(name + " is given several times; give it once");
        }
        String value = values.getFirst();
        switch (parameter.type()) {
            case TEXT -> fields.put(name, value);
            case NUMBER -> number(fields, name, value);
            case FLAG -> fields.put(name, truth(name, value));
            case JSON -> {
                try {
                    fields.set(name, JSON.readTree(value));
                } catch (JsonProcessingException malformed) {
                    throw Refusal.badRequest(name + " is not JSON: " + malformed.getOriginalMessage());
                }
            }
            case LIST -> values.forEach(fields.withArray(name)::add);
        }
    }

    private static boolean truth(String name, String value) {
        return switch (value) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw Refusal.badRequest(name + " must be true or false, not '" + value + "'");
        };
    }

    private static void number(ObjectNode fields, String name, String value) {
        Optional<BigDecimal> number = parsed(value);
        if (number.isEmpty()) {
            throw Refusal.badRequest(name + " must be a number, not '" + value + "'");
        }
        if (number.get().scale() <= 0 && number.get().precision() < 19) {
            fields.put(name, number.get().longValue());
        } else {
            fields.put(name, number.get());
        }
    }

    private static Optional<BigDecimal> parsed(String text) {
        try {
            return Optional.of(new BigDecimal(text)).filter(number -> Math.abs((long) number.scale()) < 100);
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
