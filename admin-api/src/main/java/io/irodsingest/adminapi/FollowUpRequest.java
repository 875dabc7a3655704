package io.irodsingest.adminapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.irodsingest.adminapi.batch.BatchRequest;
import io.irodsingest.adminapi.batch.QueryRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is to follow a job. Exactly one of these is given.
 *
 * @param start a job, without an id of its own; what follows that may be said in it, five deep
 * @param schedule the name of a schedule: the job that it starts is started, as one that is no run of it
 * @param batch a batch with its rows, without an id of its own
 * @param query a slow query, without an id of its own
 */
@JsonDeserialize(using = FollowUpRequest.Reader.class)
public record FollowUpRequest(Optional<JobRequest> start, Optional<String> schedule, Optional<BatchRequest> batch,
        Optional<QueryRequest> query) {

    /** A job of another kind. */
    public FollowUpRequest(Optional<JobRequest> start, Optional<String> schedule) {
        this(start, schedule, Optional.empty(), Optional.empty());
    }

    /**
     * Reads one. What follows what follows is of the same types again, whose readers Jackson would have to make before those in which they
     * stand, and makes wrong where fields of groups stand side by side: here they are asked for when there is something to read.
     */
    static final class Reader extends StdDeserializer<FollowUpRequest> {
        private static final long serialVersionUID = 1L;
        private static final List<String> KNOWN = List.of("start", "schedule", "batch", "query");

        Reader() {
            super(FollowUpRequest.class);
        }

        @Override
        public Collection<Object> getKnownPropertyNames() {
            return List.copyOf(KNOWN);
        }

        @Override
        public FollowUpRequest deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (!json.isExpectedStartObjectToken()) {
                return (FollowUpRequest) context.handleUnexpectedToken(FollowUpRequest.class, json);
            }
            JsonNode object = context.readTree(json);
            for (String name : (Iterable<String>) object::fieldNames) {
                if (!KNOWN.contains(name)) {
                    context.handleUnknownProperty(json, this, FollowUpRequest.class, name);
                }
            }
            return new FollowUpRequest(part(context, object, "start", JobRequest.class),
                    part(context, object, "schedule", String.class), part(context, object, "batch", BatchRequest.class),
                    part(context, object, "query", QueryRequest.class));
        }

        private static <T> Optional<T> part(DeserializationContext context, JsonNode object, String name, Class<T> type)
                throws IOException {
            JsonNode part = object.path(name);
            return part.isMissingNode() || part.isNull()
                    ? Optional.empty()
                    : Optional.of(context.readTreeAsValue(part, type));
        }
    }
}
