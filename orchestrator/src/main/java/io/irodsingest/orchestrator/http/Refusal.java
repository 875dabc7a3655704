package io.irodsingest.orchestrator.http;

import io.irodsingest.adminapi.Problem;
import java.time.Duration;

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

    static Refusal tooMany() {
        return new Refusal(Problem.of(429, "Too many requests", "too many wrong tokens came together"));
    }

    static Refusal tooLarge(int limit) {
        return new Refusal(Problem.of(413, "Content too large", "a request has at most " + limit + " bytes"));
    }

    static Refusal notJson() {
        return new Refusal(Problem.of(415, "Unsupported media type", "send JSON with Content-Type: application/json"));
    }

    public static Refusal unavailable(String detail) {
        return new Refusal(Problem.of(503, "Waiting for a server", detail));
    }
}
