package io.irodsingest.adminapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a record with {@link JsonUnwrapped} components know its fields as any other one does. Jackson offers a field that such a record
 * does not have itself to all of its groups, and passes over what none of them takes, so nobody would be told of a misspelt
 * name; and it takes a field that happens to be called like a group for that group.
 */
final class KnownFields extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription type,
            JsonDeserializer<?> deserializer) {
        return type.findProperties().stream().anyMatch(KnownFields::isGroup)
                ? new Checked(deserializer, names(config, type.findProperties()))
                : deserializer;
    }

    private static boolean isGroup(BeanPropertyDefinition component) {
        return component.getPrimaryMember() != null && component.getPrimaryMember().hasAnnotation(JsonUnwrapped.class);
    }

    /** As they stand in JSON, those of groups among the others. */
    private static Set<String> names(DeserializationConfig config, List<BeanPropertyDefinition> components) {
        return components.stream()
                .flatMap(component -> isGroup(component)
                        ? config.<BeanDescription>introspect(component.getPrimaryType()).findProperties().stream()
                        : Stream.of(component))
                .map(BeanPropertyDefinition::getName).collect(Collectors.toSet());
    }

    /** Shows the record only fields that are its own or of its groups; another one is unknown, as it would be for a record without groups. */
    private static final class Checked extends DelegatingDeserializer {
        private static final long serialVersionUID = 1L;
        private final transient Set<String> known;

        Checked(JsonDeserializer<?> deserializer, Set<String> known) {
            super(deserializer);
            this.known = known;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new Checked(deserializer, known);
        }

        @Override
        public Collection<Object> getKnownPropertyNames() {
            return List.copyOf(known);
        }

        @Override
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartObjectToken()) {
                return super.deserialize(json, context);
            }
            try (TokenBuffer object = context.bufferForInputBuffering(json)) {
                Optional<String> unknown = copyKnown(json, object);
                Object made;
                try (JsonParser fields = object.asParserOnFirstToken()) {
                    made = super.deserialize(fields, context);
                }
                if (unknown.isPresent()) {
                    context.handleUnknownProperty(json, this, handledType(), unknown.get());
                }
                return made;
            }
        }

        /** @return the first field that is not known */
        private Optional<String> copyKnown(JsonParser json, TokenBuffer object) throws IOException {
            List<String> unknown = new ArrayList<>();
            object.writeStartObject();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (known.contains(name)) {
                    object.writeFieldName(name);
                    object.copyCurrentStructure(json);
                } else {
                    unknown.add(name);
                    json.skipChildren();
                }
            }
            object.writeEndObject();
            return unknown.stream().findFirst();
        }
    }
}
