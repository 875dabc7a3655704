package io.irodsingest.common.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.irodsingest.common.job.Lane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Tasks as JSON. Fields that a reader does not know are passed over, so that a newer writer may add some. What is read here is not
 * understood yet: {@link TaskTypes} does that. Thread-safe.
 */
public final class TaskCodec {
    /** The version of the wire format that is written; older ones down to 1 are read. */
    public static final int VERSION = 1;

    static final String TYPE = "type";
    static final String LANE = "lane";
    static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private TaskCodec() {}

    public static byte[] encode(TaskMessage message) {
        return ("{\"v\":" + VERSION + ",\"job\":\"" + message.jobId() + "\",\"number\":" + message.number()
                + ",\"nonce\":\"" + message.nonce() + (message.mayBeBegun() ? "\",\"begun\":true" : "\"")
                + ",\"task\":" + encodeTask(message.task()) + '}').getBytes(StandardCharsets.UTF_8);
    }

    /** @throws UnreadableTaskException when it is no task of a version that is known */
    public static TaskMessage decode(byte[] body) throws UnreadableTaskException {
        try (JsonParser parser = JSON.createParser(body)) {
            return decode(body, parser);
        } catch (IOException notTheFormat) {
            throw new UnreadableTaskException(firstLine(notTheFormat));
        }
    }

    private static TaskMessage decode(byte[] body, JsonParser parser) throws IOException, UnreadableTaskException {
        long version = 0;
        String job = null;
        long number = 0;
        String nonce = null;
        boolean begun = false;
        String task = null;
        JsonToken begin = parser.nextToken();
        if (begin == null) {
            throw new UnreadableTaskException("No content: the message is empty");
        }
        if (begin != JsonToken.START_OBJECT) {
            throw new UnreadableTaskException("the message is not a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "v" -> version = parser.getLongValue();
                case "job" -> job = parser.getValueAsString();
                case "number" -> number = parser.getLongValue();
                case "nonce" -> nonce = parser.getValueAsString();
                case "begun" -> begun = parser.getBooleanValue();
                case "task" -> task = raw(body, parser);
                default -> parser.skipChildren();
            }
        }
        if (job == null || nonce == null || task == null) {
            throw new UnreadableTaskException("job, nonce or task is missing");
        }
        if (version < 1 || version > VERSION) {
            throw new UnreadableTaskException(
                    "version " + version + " is not known; this worker reads up to " + VERSION);
        }
        return new TaskMessage(job, number, nonce, EncodedTask.of(task), begun);
    }

    /** The text of the value that a parser is at, as it stands there. */
    private static String raw(byte[] body, JsonParser parser) throws IOException {
        int begin = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int end = Math.toIntExact(parser.currentLocation().getByteOffset());
        return new String(body, begin, end - begin, StandardCharsets.UTF_8);
    }

    /** The task on the wire: its type and its lane, and then its components. */
    public static String encodeTask(Task task) {
        if (task instanceof EncodedTask encoded) {
            return encoded.json();
        }
        try {
            String components = JSON.writeValueAsString(task).substring(1);
            return head(task.type(), task.lane()) + (components.length() > 1 ? "," : "") + components;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a task could not be written as JSON", impossible);
        }
    }

    static String head(String type, Lane lane) {
        return "{\"" + TYPE + "\":\"" + type + "\",\"" + LANE + "\":\"" + lane.name() + '"';
    }

    /** As it is kept and sent. */
    public static EncodedTask encoded(Task task) {
        return task instanceof EncodedTask encoded
                ? encoded
                : new EncodedTask(task.type(), task.lane(), encodeTask(task));
    }

    static String firstLine(IOException problem) {
        return problem instanceof JsonProcessingException json
                ? json.getOriginalMessage().lines().findFirst().orElse("not JSON")
                : String.valueOf(problem.getMessage());
    }
}
