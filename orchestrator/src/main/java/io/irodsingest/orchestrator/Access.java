package io.irodsingest.orchestrator;

import io.javalin.http.Context;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. With a token, whoever shows it; without one the endpoint is on loopback only, and then web pages in a browser
 * on this machine must be kept from using it: by their Origin, and by the Host under which they found it.
 */
final class Access {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<String> token;

    Access(Optional<String> token) {
        this.token = token;
    }

    /** @throws Refusal when this sender may not */
    void check(Context request) {
        if (token.isPresent()) {
            checkToken(request, token.get());
        } else {
            checkLocal(request);
        }
    }

    private static void checkToken(Context request, String expected) {
        String header = request.header("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            request.header("WWW-Authenticate", "Bearer");
            throw Refusal.unauthorized("a token is needed: Authorization: Bearer TOKEN");
        }
        byte[] shown = header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(shown, expected.getBytes(StandardCharsets.UTF_8))) {
            request.header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            throw Refusal.unauthorized("the token is wrong");
        }
    }

    private static void checkLocal(Context request) {
        String host = request.header("Host");
        if (host == null || !LOOPBACK_NAMES.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT))) {
            throw Refusal.forbidden("without a token this endpoint answers to a loopback address only");
        }
        String origin = request.header("Origin");
        if (origin != null && !host.equals(authority(origin))) {
            throw Refusal.forbidden("this endpoint does not answer to pages of another origin");
        }
    }

    private static String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
