package io.irodsingest.orchestrator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.orchestrator.http.Endpoint.Query;
import io.irodsingest.orchestrator.http.Endpoint.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** The description of endpoints in <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI 3.1</a>. */
final class OpenApi {
    static final String PATH = AdminServer.API + "/openapi.json";

    private static final String VERSION = "3.1.1";
    private static final String DEFINITIONS = "components/schemas";
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final ObjectNode document = AdminJson.strict().createObjectNode();
    private final SchemaBuilder schemas = generator().buildMultipleSchemaDefinitions();

    private OpenApi() {}

    /** The endpoints, and the one that describes them all, itself too. */
    static List<Endpoint> completed(List<Endpoint> endpoints) {
        List<Endpoint> all = new ArrayList<>(endpoints);
        AtomicReference<JsonNode> description = new AtomicReference<>();
        all.add(Endpoint.get(PATH, "describeEndpoint", "This document")
                .answers(JsonNode.class, call -> description.get()));
        description.set(new OpenApi().describe(all));
        return List.copyOf(all);
    }

    private JsonNode describe(List<Endpoint> endpoints) {
        document.put("openapi", VERSION);
        document.putObject("info").put("title", "irods-ingest").put("version", "v1").put("description",
                "The admin endpoint of an orchestrator. Every request needs a bearer token, unless the endpoint listens on"
                        + " loopback without tokens; the security of an operation names the least role. Whatever goes wrong"
                        + " is answered as application/problem+json.");
        ObjectNode paths = document.putObject("paths");
        for (Endpoint endpoint : endpoints) {
            ObjectNode path = paths.withObjectProperty(endpoint.path());
            operation(path.putObject(endpoint.method().name().toLowerCase(Locale.ROOT)), endpoint);
        }
        ObjectNode components = document.putObject("components");
        components.putObject("securitySchemes").putObject("token").put("type", "http").put("scheme", "bearer");
        JsonNode problem = schemas.createSchemaReference(Problem.class);
        components.putObject("responses").putObject("problem").put("description", "What went wrong (RFC 9457)")
                .putObject("content").putObject(Problem.MEDIA_TYPE).set("schema", problem);
        components.set("schemas", schemas.collectDefinitions(DEFINITIONS));
        return document;
    }

    private void operation(ObjectNode operation, Endpoint endpoint) {
        operation.put("operationId", endpoint.id()).put("summary", endpoint.summary());
        operation.putArray("security").addObject().putArray("token").add(endpoint.role().text());
        ArrayNode parameters = operation.putArray("parameters");
        PARAMETER.matcher(endpoint.path()).results().map(found -> found.group(1))
                .forEach(name -> parameter(parameters, name, "path", true, "string"));
        for (Query query : endpoint.query()) {
            parameter(parameters, query.name(), "query", false, query.type()).put("description", query.description());
        }
        body(operation, endpoint);
        ObjectNode responses = operation.putObject("responses");
        success(responses, endpoint.reply());
        responses.putObject("default").put("$ref", "#/components/responses/problem");
    }

    private void body(ObjectNode operation, Endpoint endpoint) {
        if (endpoint.body().isEmpty() && endpoint.streams().isEmpty()) {
            return;
        }
        ObjectNode content = operation.putObject("requestBody").put("required", true).putObject("content");
        endpoint.body().ifPresent(type -> content.putObject("application/json").set("schema",
                schemas.createSchemaReference(type)));
        endpoint.streams().forEach(type -> content.putObject(type).putObject("schema").put("type", "string"));
    }

    private static ObjectNode parameter(ArrayNode parameters, String name, String in, boolean required, String type) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", in).put("required", required);
        parameter.putObject("schema").put("type", type);
        return parameter;
    }

    private void success(ObjectNode responses, Reply reply) {
        switch (reply) {
            case Reply.Json json -> content(responses, json.status(), "application/json").set("schema",
                    json.type() == JsonNode.class
                            ? document.objectNode().put("type", "object")
                            : schemas.createSchemaReference(json.type()));
            case Reply.Text text -> content(responses, 200, text.mediaType()).putObject("schema").put("type", "string");
            case Reply.Stream stream -> {
                ObjectNode content = responses.putObject("200").put("description", "Done").putObject("content");
                stream.mediaTypes().forEach(type -> content.putObject(type).putObject("schema").put("type", "string"));
            }
            case Reply.Nothing nothing -> responses.putObject("204").put("description", "Done");
            case Reply.Events events -> {
                ObjectNode schema = content(responses, 200, EventStreams.MEDIA_TYPE).putObject("schema");
                schema.put("type", "string").put("contentMediaType", EventStreams.MEDIA_TYPE).put("description",
                        "Server-sent events; the data of each is JSON of one of the types in x-data");
                ArrayNode data = schema.putArray("x-data");
                events.types().forEach(type -> data.add(schemas.createSchemaReference(type)));
            }
        }
    }

    private static ObjectNode content(ObjectNode responses, int status, String mediaType) {
        return responses.putObject(String.valueOf(status)).put("description", status == 201 ? "Made" : "Done")
                .putObject("content").putObject(mediaType);
    }

    private static SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder builder = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12,
                OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .with(Option.FLATTENED_OPTIONALS, Option.ADDITIONAL_FIXED_TYPES, Option.DEFINITIONS_FOR_ALL_OBJECTS,
                        Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        // JSON of a user is any
        builder.forTypesInGeneral()
                .withCustomDefinitionProvider((type, context) -> type.getErasedType() == JsonNode.class
                        ? new CustomDefinition(context.getGeneratorConfig().createObjectNode(),
                                CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES)
                        : null);
        builder.forFields().withPropertyNameOverrideResolver(
                field -> PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(field.getDeclaredName()))
                .withRequiredCheck(field -> !field.getDeclaredType().isInstanceOf(Optional.class));
        return new SchemaGenerator(builder.build());
    }
}
