package io.irodsingest.orchestrator.http;

import io.irodsingest.adminapi.Problem;
import java.time.Duration;
import java.util.List;

/** A request cannot be fulfilled, for a reason that its sender is told. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** Whether what is refused does not exist. */
    public boolean isUnknown() {
        return problem.status() == 404;
    }

    public static Refusal badRequest(String detail) {
        return new Refusal(Problem.of(400, "Bad request", detail));
    }

    static Refusal unauthorized(String detail) {
        return new Refusal(Problem.of(401, "Unauthorized", detail));
    }

    public static Refusal forbidden(String detail) {
        return new Refusal(Problem.of(403, "Forbidden", detail));
    }

    /** @param kind of thing, as in {@code there is no job 'x'} */
    public static Refusal unknown(String kind, String name) {
        return new Refusal(Problem.of(404, "No such " + kind, "there is no " + kind + " '" + name + "'"));
    }

    public static Refusal conflict(String title, String detail) {
        return new Refusal(Problem.of(409, title, detail));
    }

    static Refusal tooSlow(Duration limit) {
        return new Refusal(
                Problem.of(408, "Request timeout", "the request did not come within " + limit.toSeconds() + " s"));
    }

    static Refusal silent(Duration limit) {
        return new Refusal(
                Problem.of(408, "Request timeout", "nothing of the request came for " + limit.toSeconds() + " s"));
    }

    static Refusal tooMany() {
        return new Refusal(Problem.of(429, "Too many requests", "too many wrong tokens came together"));
    }

    static Refusal tooLarge(int limit) {
        return new Refusal(Problem.of(413, "Content too large", "a request has at most " + limit + " bytes"));
    }

    /** @param allowed media types */
    public static Refusal mediaType(List<String> allowed) {
        return new Refusal(Problem.of(415, "Unsupported media type",
                "send one of these with its Content-Type: " + String.join(", ", allowed)));
    }

    static Refusal notJson() {
        return new Refusal(Problem.of(415, "Unsupported media type", "send JSON with Content-Type: application/json"));
    }

    /** There is no room for what was sent. */
    public static Refusal full(String detail) {
        return new Refusal(Problem.of(507, "Insufficient storage", detail));
    }

    public static Refusal unavailable(String detail) {
        return new Refusal(Problem.of(503, "Waiting for a server", detail));
    }
}
