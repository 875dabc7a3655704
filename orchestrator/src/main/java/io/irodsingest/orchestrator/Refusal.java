package io.irodsingest.orchestrator;

import io.irodsingest.adminapi.Problem;

/** A request cannot be fulfilled, for a reason that its sender is told. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    static Refusal badRequest(String detail) {
        return new Refusal(Problem.of(400, "Bad request", detail));
    }

    static Refusal unauthorized(String detail) {
        return new Refusal(Problem.of(401, "Unauthorized", detail));
    }

    static Refusal forbidden(String detail) {
        return new Refusal(Problem.of(403, "Forbidden", detail));
    }

    static Refusal unknownJob(String nameOrId) {
        return new Refusal(Problem.of(404, "No such job", "there is no job '" + nameOrId + "'"));
    }

    static Refusal conflict(String title, String detail) {
        return new Refusal(Problem.of(409, title, detail));
    }

    static Refusal tooLarge(int limit) {
        return new Refusal(Problem.of(413, "Content too large", "a request has at most " + limit + " bytes"));
    }

    static Refusal notJson() {
        return new Refusal(Problem.of(415, "Unsupported media type", "send JSON with Content-Type: application/json"));
    }

    static Refusal unavailable(String detail) {
        return new Refusal(Problem.of(503, "Waiting for a server", detail));
    }
}
