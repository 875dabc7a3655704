package io.irodsingest.orchestrator.access;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks. With a file of tokens, whoever shows one of them; without one the endpoint is on loopback only, and then web pages in
 * a browser on this machine must be kept from using it: by their Origin, and by the Host under which they found it. Thread-safe.
 */
public final class Access {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<TokensFile> tokens;

    /** What a request says of its sender, as its headers have it; null where it says nothing. */
    public record Credentials(String authorization, String host, String origin) {}

    public Access(Optional<TokensFile> tokens) {
        this.tokens = tokens;
    }

    /** @throws DeniedException when nobody knows the sender */
    public Caller identify(Credentials credentials) throws DeniedException {
        return tokens.isPresent() ? ofToken(credentials, tokens.get()) : ofLoopback(credentials);
    }

    private static Caller ofToken(Credentials credentials, TokensFile known) throws DeniedException {
        String header = credentials.authorization();
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw DeniedException.unauthorized("a token is needed: Authorization: Bearer TOKEN", "Bearer");
        }
        return known.find(header.substring(SCHEME.length()).strip()).orElseThrow(
                () -> DeniedException.unauthorized("the token is wrong", "Bearer error=\"invalid_token\""));
    }

    private static Caller ofLoopback(Credentials credentials) throws DeniedException {
        String host = credentials.host();
        if (host == null || !LOOPBACK_NAMES.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT))) {
            throw DeniedException.forbidden("without tokens this endpoint answers to a loopback address only");
        }
        if (credentials.origin() != null && !host.equals(authority(credentials.origin()))) {
            throw DeniedException.forbidden("this endpoint does not answer to pages of another origin");
        }
        return Caller.LOCAL;
    }

    private static String authority(String origin) {
        try {
            return URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
