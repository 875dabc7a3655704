package io.irodsingest.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.Problem;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.log.ClientLog;
import java.net.http.HttpResponse;

/**
 * Makes what was asked for, or what is to be told to the user, of an orchestrator's answers.
 *
 * @param address where the orchestrator is, for messages
 */
record Answers(String address, JsonMapper json) {

    /**
     * What a successful answer has.
     *
     * @throws AwayException the orchestrator cannot do it now
     * @throws CommandException the orchestrator refuses it, or is none
     */
    <T> T content(HttpResponse<String> response, Class<T> type) throws AwayException {
        if (response.statusCode() / 100 == 2) {
            return parsed(response, type);
        }
        throw refused(response, response.body());
    }

    /**
     * What an answer says that is no success.
     *
     * @param body of the answer
     * @throws AwayException the orchestrator cannot do it now
     */
    CommandException refused(HttpResponse<?> response, String body) throws AwayException {
        if (!isProblem(response)) {
            return notOurs(response);
        }
        Problem problem = parsed(response, body, Problem.class);
        if (problem.status() == 503) {
            ClientLog.LOG.warning(problem.detail());
            throw new AwayException("the orchestrator at " + address + " cannot do it now: " + problem.detail(), true);
        }
        return switch (problem.status()) {
            case 400 -> CommandException.wrongUse(problem.detail());
            case 401 -> CommandException.failure(
                    problem.detail() + "; set IRODS_INGEST_TOKEN, or name a file with --token-file");
            default -> CommandException.failure(problem.detail()
                    + problem.instance().map(instance -> " (" + instance + ')').orElse(""));
        };
    }

    /** What an answer has, whatever its status. */
    <T> T parsed(HttpResponse<String> response, Class<T> type) {
        return parsed(response, response.body(), type);
    }

    private <T> T parsed(HttpResponse<?> response, String body, Class<T> type) {
        try {
            T content = json.readValue(body, type);
            if (content != null) {
                return content;
            }
        } catch (JsonProcessingException notJson) {
            throw notOurs(response);
        }
        throw notOurs(response);
    }

    private CommandException notOurs(HttpResponse<?> response) {
        return CommandException.failure("what answers at " + address + " is no irods-ingest orchestrator (HTTP "
                + response.statusCode() + "); check --url or IRODS_INGEST_URL");
    }

    /** Whether an answer says what went wrong. */
    static boolean isProblem(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("").startsWith(Problem.MEDIA_TYPE);
    }
}
