package io.irodsingest.adminapi;

import java.util.Optional;

/**
 * What went wrong with a request, as RFC 9457 has it.
 *
 * @param type {@code about:blank}, or a name of this kind of problem that programs may rely on
 * @param title the same for all problems of a kind
 * @param status the HTTP status
 * @param detail one sentence for the user, about this request
 * @param instance names this occurrence in the orchestrator's log; only for errors of the orchestrator's own
 */
public record Problem(String type, String title, int status, String detail, Optional<String> instance) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, String title, String detail) {
        return new Problem("about:blank", title, status, detail, Optional.empty());
    }
}
