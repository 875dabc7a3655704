package io.irodsingest.common.handler.python;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.handlerapi.Avu;
import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.SessionException;
import java.util.Optional;

/**
 * Answers what an event handler asks of iRODS, where python-irodsclient is not installed, and of the values of its job.
 *
 * @param session that of the call; empty where it has none
 */
record SessionAnswers(Optional<Session> session, JobValues values) implements Answers {
    @Override
    public Object answer(String question, JsonNode arguments) throws SessionException, InterruptedException {
        String first = arguments.path(0).asText();
        return switch (question) {
            case "value" -> values.replace(first, arguments.path(1).asText(), arguments.path(2).asText());
            case "exists" -> irods().exists(first);
            case "is_collection" -> irods().isCollection(first);
            case "create_collection" -> {
                irods().createCollection(first);
                yield null;
            }
            case "metadata" -> irods().metadata(first).stream()
                    .map(avu -> new String[]{avu.attribute(), avu.value(), avu.unit()}).toList();
            case "add_metadata" -> {
                irods().addMetadata(first, avu(arguments));
                yield null;
            }
            case "remove_metadata" -> {
                irods().removeMetadata(first, avu(arguments));
                yield null;
            }
            case "query" -> irods().query(first);
            case "set_access" -> {
                setAccess(first, arguments);
                yield null;
            }
            default -> throw new SessionException("there is no question " + question, 0);
        };
    }

    private void setAccess(String path, JsonNode arguments) throws SessionException {
        if (!(irods() instanceof AccessSession giving)) {
            throw new SessionException("permissions cannot be given here", 0);
        }
        giving.setAccess(path, arguments.path(1).asText(), arguments.path(2).asText(), arguments.path(3).asText(),
                arguments.path(4).asBoolean(), arguments.path(5).asBoolean());
    }

    private Session irods() throws SessionException {
        return session.orElseThrow(() -> new SessionException("this call has no session", 0));
    }

    private static Avu avu(JsonNode arguments) {
        return new Avu(arguments.path(1).asText(), arguments.path(2).asText(), arguments.path(3).asText());
    }
}
