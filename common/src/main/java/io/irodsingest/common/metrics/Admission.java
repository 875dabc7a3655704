package io.irodsingest.common.metrics;

import com.sun.net.httpserver.Headers;
import io.irodsingest.common.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whom the listener answers: with a token, whoever shows it; without one who found it under a loopback name, which a web page
 * of somebody else has not.
 */
record Admission(Optional<Secret> token) {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** The message is for the sender. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String challenge;

        private Refusal(int status, String message, String challenge) {
            super(message);
            this.status = status;
            this.challenge = challenge;
        }

        int status() {
            return status;
        }

        /** The value of a {@code WWW-Authenticate} header. */
        Optional<String> challenge() {
            return Optional.ofNullable(challenge);
        }
    }

    /** @throws Refusal when this sender may not */
    void check(Headers request) {
        if (token.isPresent()) {
            checkToken(request.getFirst("Authorization"), token.get());
        } else {
            checkHost(request.getFirst("Host"));
        }
    }

    private static void checkToken(String header, Secret expected) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Refusal(UNAUTHORIZED, "a token is needed: Authorization: Bearer TOKEN", "Bearer");
        }
        byte[] shown = header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(shown, expected.reveal().getBytes(StandardCharsets.UTF_8))) {
            throw new Refusal(UNAUTHORIZED, "the token is wrong", "Bearer error=\"invalid_token\"");
        }
    }

    private static void checkHost(String host) {
        if (host == null || !LOOPBACK_NAMES.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT))) {
            throw new Refusal(FORBIDDEN, "without a token this listener answers to a loopback address only", null);
        }
    }
}
