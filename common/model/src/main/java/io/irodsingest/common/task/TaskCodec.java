package io.irodsingest.common.task;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tasks as JSON. Fields that a reader does not know are passed over, so that a newer writer may add some. Thread-safe. */
public final class TaskCodec {
    /** The version of the wire format that is written; older ones down to 1 are read. */
    public static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    private record Envelope(int v, String job, long number, String nonce, boolean begun, JsonNode task) {}

    private TaskCodec() {}

    public static byte[] encode(TaskMessage message) {
        return ("{\"v\":" + VERSION + ",\"job\":\"" + message.jobId() + "\",\"number\":" + message.number()
                + ",\"nonce\":\"" + message.nonce() + (message.mayBeBegun() ? "\",\"begun\":true" : "\"")
                + ",\"task\":" + encodeTask(message.task()) + '}').getBytes(StandardCharsets.UTF_8);
    }

    /** @throws UnreadableTaskException when it is no task of a version that is known */
    public static TaskMessage decode(byte[] body) throws UnreadableTaskException {
        try {
            Envelope envelope = JSON.readValue(body, Envelope.class);
            if (envelope == null || envelope.job() == null || envelope.nonce() == null || envelope.task() == null) {
                throw new UnreadableTaskException("job, nonce or task is missing");
            }
            if (envelope.v() < 1 || envelope.v() > VERSION) {
                throw new UnreadableTaskException(
                        "version " + envelope.v() + " is not known; this worker reads up to " + VERSION);
            }
            return new TaskMessage(envelope.job(), envelope.number(), envelope.nonce(),
                    JSON.treeToValue(envelope.task(), Task.class), envelope.begun());
        } catch (IOException notTheFormat) {
            throw new UnreadableTaskException(firstLine(notTheFormat));
        }
    }

    public static String encodeTask(Task task) {
        try {
            return JSON.writerFor(Task.class).writeValueAsString(task);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a task could not be written as JSON", impossible);
        }
    }

    /** @throws UnreadableTaskException when it is no task */
    public static Task decodeTask(String encodedTask) throws UnreadableTaskException {
        try {
            return JSON.readValue(encodedTask, Task.class);
        } catch (IOException notTheFormat) {
            throw new UnreadableTaskException(firstLine(notTheFormat));
        }
    }

    private static String firstLine(IOException problem) {
        return problem instanceof JsonProcessingException json
                ? json.getOriginalMessage().lines().findFirst().orElse("not JSON")
                : String.valueOf(problem.getMessage());
    }
}
