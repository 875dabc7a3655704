package io.irodsingest.orchestrator.http;

import io.irodsingest.adminapi.Problem;
import io.irodsingest.orchestrator.access.Role;
import io.irodsingest.orchestrator.access.Sessions;
import io.irodsingest.orchestrator.access.Visitor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Pages for people, which {@link AdminServer} serves beside the endpoints to those who have signed in. Thread-safe. */
public interface Site {
    /** Who is signed in. */
    Sessions sessions();

    List<Page> pages();

    List<Form> forms();

    /** A script or style, which everybody may have. @param name without a path */
    Optional<File> file(String name);

    /** The page on which a token is asked for. @param problem why the last try was refused */
    String login(Optional<String> problem);

    /** @param visitor empty for who is not signed in @param back where to go on */
    String problem(Optional<Visitor> visitor, Problem problem, String back);

    /** @param content not to be changed */
    record File(String mediaType, byte[] content) {}

    /**
     * A page, or something else that is only looked at.
     *
     * @param path with the names of parameters in braces
     * @param role the least that the visitor must have
     */
    record Page(String path, Role role, Look look) {}

    /** What a page is. */
    sealed interface Look {
        /** Makes something for a visitor. */
        @FunctionalInterface
        interface Maker<T> {
            T of(Call call, Visitor visitor) throws IOException, InterruptedException;
        }

        record Html(Maker<String> maker) implements Look {}

        /** Parts of a page whenever they change. */
        record Events(Maker<EventSource> maker) implements Look {}

        /** A file for the visitor to keep. */
        record Saved(Maker<NamedDownload> maker) implements Look {}
    }

    /** @param fileName of which letters, digits and {@code . - _} are kept */
    record NamedDownload(String fileName, Download download) {}

    /**
     * What a button of a page leads to.
     *
     * @param path with the names of parameters in braces
     * @param role the least that the visitor must have; whatever endpoint is asked for asks for its own role besides
     * @param act what is done
     * @param back where the visitor goes on when it is refused
     */
    record Form(String path, Role role, Act act, Function<Call, String> back) {}

    /** Does what a button is for. What it throws is told to the visitor. */
    @FunctionalInterface
    interface Act {
        Outcome of(Call call, Visitor visitor, Asking asking) throws Exception;
    }

    /** Asks for an endpoint as a request to it does: with the same role, limits and audit. */
    @FunctionalInterface
    interface Asking {
        /** @return what the endpoint answers */
        Object ask(Endpoint endpoint, Call call) throws Exception;
    }

    /** What the visitor sees next. */
    sealed interface Outcome {
        record Goes(String path) implements Outcome {}

        record Shown(String page) implements Outcome {}

        /** The form again, with what is wrong. */
        record Refused(Problem problem, String page) implements Outcome {}
    }
}
