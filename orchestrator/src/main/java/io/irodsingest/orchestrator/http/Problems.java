package io.irodsingest.orchestrator.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.state.UnreadableRecordException;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sender of a request is told when it failed. Only defects are logged, under a name that the sender gets too. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    public static Problem of(Exception failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.problem();
            case InvalidJobException invalid -> badRequest(invalid.getMessage());
            case JsonProcessingException json -> badRequest(describe(json));
            case HttpResponseException http -> ofStatus(http.getStatus());
            case UnreadableRecordException foreign ->
                Refusal.conflict("Of another version", foreign.getMessage()).problem();
            case InterruptedException ending ->
                Refusal.unavailable("the orchestrator is being stopped").problem();
            // Jetty tells no more of a form with a file
            case ServletException form -> badRequest("the form could not be read: it is malformed, or has more than "
                    + AdminServer.MOST_UPLOADED_MIB + " MiB");
            // the sender broke off, or sent what is no HTTP
            case IOException unreadable -> badRequest("the request could not be read");
            default -> defect(failure);
        };
    }

    static Problem ofStatus(int status) {
        String title = Optional.ofNullable(HttpStatus.forStatus(status)).map(HttpStatus::getMessage).orElse("Error");
        return switch (status) {
            case 404 -> Problem.of(404, title, "there is nothing at this path");
            case 405 -> Problem.of(405, title, "this path does not take this method");
            default -> Problem.of(status, title, title);
        };
    }

    private static Problem badRequest(String detail) {
        return Refusal.badRequest(detail).problem();
    }

    private static String describe(JsonProcessingException json) {
        return switch (json) {
            case UnrecognizedPropertyException unknown -> "unknown field '" + unknown.getPropertyName()
                    + "'; known are " + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted()
                            .collect(Collectors.joining(", "));
            case JsonParseException malformed -> "not JSON: " + firstLine(malformed) + place(malformed);
            case JsonMappingException mismatch when !mismatch.getPath().isEmpty() -> "field '"
                    + mismatch.getPath().getLast().getFieldName() + "' is of the wrong type: " + firstLine(mismatch);
            default -> "not what is expected: " + firstLine(json);
        };
    }

    /** Without names of our classes, which Jackson puts into backticks. */
    private static String firstLine(JsonProcessingException json) {
        return json.getOriginalMessage().lines().findFirst().orElse("").replaceAll("`[a-z]+(\\.\\w+)*\\.(\\w+)[^`]*`",
                "$2");
    }

    private static String place(JsonProcessingException json) {
        return json.getLocation() == null
                ? ""
                : " (line " + json.getLocation().getLineNr() + ", column " + json.getLocation().getColumnNr() + ")";
    }

    /** Something of ours is wrong: it is told in the log, and the sender is told where to find it. */
    static Problem defect(Throwable failure) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        LOG.error("a request failed ({})", instance, failure);
        return new Problem("about:blank", "Internal error", 500,
                "the orchestrator failed; its log tells more under this instance", Optional.of(instance));
    }
}
