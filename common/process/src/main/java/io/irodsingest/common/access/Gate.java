package io.irodsingest.common.access;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who asks a listener. With tokens, whoever shows one; without them the listener is on loopback only, and then web pages in a
 * browser on this machine must be kept from using it: by their Origin, and by the Host under which they found it. Thread-safe.
 *
 * @param tokens who shows a token, empty for nobody; empty itself when none are asked for
 * @param local who asks when no tokens are asked for
 */
public record Gate<T>(Optional<Function<String, Optional<T>>> tokens, T local) {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What a request says of its sender, as its headers have it; null where it says nothing. */
    public record Credentials(String authorization, String host, String origin) {}

    /** @throws DeniedException when nobody knows the sender */
    public T identify(Credentials credentials) throws DeniedException {
        if (tokens.isPresent()) {
            return ofToken(credentials, tokens.get());
        }
        checkLoopback(credentials);
        return local;
    }

    private static <T> T ofToken(Credentials credentials, Function<String, Optional<T>> known) throws DeniedException {
        String header = credentials.authorization();
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw DeniedException.unauthorized("a token is needed: Authorization: Bearer TOKEN", "Bearer");
        }
        return known.apply(header.substring(SCHEME.length()).strip()).orElseThrow(
                () -> DeniedException.unauthorized("the token is wrong", "Bearer error=\"invalid_token\""));
    }

    private static void checkLoopback(Credentials credentials) throws DeniedException {
        String host = credentials.host();
        if (host == null || !LOOPBACK_NAMES.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT))) {
            throw DeniedException.forbidden("without a token this listener answers to a loopback address only");
        }
        if (credentials.origin() != null && !host.equals(authority(credentials.origin()))) {
            throw DeniedException.forbidden("this listener does not answer to pages of another origin");
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
