package io.irodsingest.common.task;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.irodsingest.common.job.Lane;
import java.io.IOException;
import java.util.Optional;

/**
 * A task of which only that is known which everybody needs who carries it: it is kept, published and counted without being
 * understood.
 *
 * @param json the task on the wire, with its type and its lane
 */
public record EncodedTask(String type, Lane lane, String json) implements Task {
    private static final JsonFactory JSON = new JsonFactory();

    /** A task of a type without components, or whose components may all be absent. */
    public static EncodedTask plain(String type, Lane lane) {
        return new EncodedTask(type, lane, TaskCodec.head(type, lane) + '}');
    }

    /**
     * Reads as much as is needed.
     *
     * @throws UnreadableTaskException when it is no task, or when it has no lane and its type is not known here
     */
    public static EncodedTask of(String json) throws UnreadableTaskException {
        String type = null;
        String lane = null;
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableTaskException("the task is not a JSON object");
            }
            while ((type == null || lane == null) && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && field.equals(TaskCodec.TYPE)) {
                    type = parser.getText();
                } else if (value == JsonToken.VALUE_STRING && field.equals(TaskCodec.LANE)) {
                    lane = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException notTheFormat) {
            throw new UnreadableTaskException(TaskCodec.firstLine(notTheFormat));
        }
        if (type == null) {
            throw new UnreadableTaskException("the task has no type");
        }
        return new EncodedTask(type, laneOf(type, lane), json);
    }

    /** Earlier versions wrote tasks without their lanes. */
    private static Lane laneOf(String type, String lane) throws UnreadableTaskException {
        Optional<Lane> known = lane == null ? KindOfWork.laneOf(type) : Optional.of(new Lane(lane));
        return known.orElseThrow(
                () -> new UnreadableTaskException("tasks of type " + type + " are not known, nor is their lane"));
    }
}
