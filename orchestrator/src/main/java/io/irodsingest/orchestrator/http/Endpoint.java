package io.irodsingest.orchestrator.http;

import io.irodsingest.orchestrator.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that can be asked of the orchestrator. Routes, roles and the OpenAPI document are made of it, so none of them can
 * lack one. Immutable.
 *
 * @param path with the names of parameters in braces
 * @param id unique among endpoints; clients that are generated name their methods so
 * @param role the least that the caller must have
 * @param summary one sentence without a full stop
 * @param query what may stand behind the question mark
 * @param body what a request carries; empty for nothing
 * @param streams media types of what it takes as a stream of any length, besides or instead of that
 * @param reply what it answers when all is well
 */
public record Endpoint(Method method, String path, String id, Role role, String summary, List<Query> query,
        Optional<Class<?>> body, List<String> streams, Reply reply, Action action) {

    /** A change is written down. */
    public enum Method {
        GET, POST, DELETE;

        boolean changes() {
            return this != GET;
        }
    }

    /**
     * A parameter of the query; all are optional.
     *
     * @param type as JSON Schema names it, like {@code integer}
     */
    public record Query(String name, String type, String description) {}

    /** What an endpoint answers. */
    public sealed interface Reply {
        record Json(int status, Class<?> type) implements Reply {}

        record Text(String mediaType) implements Reply {}

        record Nothing() implements Reply {}

        /** A {@link Download} of one of the media types. */
        record Stream(List<String> mediaTypes) implements Reply {
            public Stream {
                mediaTypes = List.copyOf(mediaTypes);
            }
        }

        /** Server-sent events, of which the data is JSON of one of the types. */
        record Events(List<Class<?>> types) implements Reply {
            public Events {
                types = List.copyOf(types);
            }
        }
    }

    /** Makes the answer: an object of the reply's type, a String, null for nothing, a {@link Download}, or an {@link EventSource}. */
    @FunctionalInterface
    public interface Action {
        Object answer(Call call) throws Exception;
    }

    public Endpoint {
        query = List.copyOf(query);
        streams = List.copyOf(streams);
    }

    /** Begins the description of one. */
    public static Draft get(String path, String id, String summary) {
        return new Draft(Method.GET, path, id, Role.VIEWER, summary);
    }

    /** Begins the description of one. */
    public static Draft post(String path, String id, String summary) {
        return new Draft(Method.POST, path, id, Role.OPERATOR, summary);
    }

    /** Begins the description of one. */
    public static Draft delete(String path, String id, String summary) {
        return new Draft(Method.DELETE, path, id, Role.OPERATOR, summary);
    }

    /** An endpoint without its answer: looking needs a viewer and changing an operator, if nothing else is said. */
    public static final class Draft {
        private final Method method;
        private final String path;
        private final String id;
        private final String summary;
        private final List<Query> query = new ArrayList<>();
        private Role role;
        private Optional<Class<?>> body = Optional.empty();
        private List<String> streams = List.of();

        private Draft(Method method, String path, String id, Role role, String summary) {
            this.method = method;
            this.path = path;
            this.id = id;
            this.role = role;
            this.summary = summary;
        }

        public Draft needs(Role least) {
            role = least;
            return this;
        }

        public Draft number(String name, String description) {
            return parameter(name, "integer", description);
        }

        public Draft text(String name, String description) {
            return parameter(name, "string", description);
        }

        /** @param type as JSON Schema names it */
        public Draft parameter(String name, String type, String description) {
            query.add(new Query(name, type, description));
            return this;
        }

        /** The parameters of a list that is given page by page. */
        public Draft paged() {
            return number("offset", "How many to leave out at the beginning; 0 when not given")
                    .number("limit", "How many at most; up to " + Call.LARGEST_PAGE);
        }

        public Draft takes(Class<?> type) {
            body = Optional.of(type);
            return this;
        }

        /** What comes is read by {@link Call#stream}. */
        public Draft takesStream(List<String> mediaTypes) {
            streams = mediaTypes;
            return this;
        }

        public Endpoint answers(Class<?> type, Action action) {
            return with(new Reply.Json(200, type), action);
        }

        /** Answers 201; the action says where the new thing is, by {@link Call#created}. */
        public Endpoint creates(Class<?> type, Action action) {
            return with(new Reply.Json(201, type), action);
        }

        public Endpoint answersText(String mediaType, Action action) {
            return with(new Reply.Text(mediaType), action);
        }

        public Endpoint answersNothing(Action action) {
            return with(new Reply.Nothing(), action);
        }

        public Endpoint answersStream(List<String> mediaTypes, Action action) {
            return with(new Reply.Stream(mediaTypes), action);
        }

        public Endpoint streams(List<Class<?>> types, Action action) {
            return with(new Reply.Events(types), action);
        }

        private Endpoint with(Reply reply, Action action) {
            return new Endpoint(method, path, id, role, summary, query, body, streams, reply, action);
        }
    }
}
