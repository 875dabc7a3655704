package io.irodsingest.orchestrator.access;

import io.irodsingest.adminapi.TokenDigest;
import java.util.Optional;

/** The tokens of those who may ask. Thread-safe. */
@FunctionalInterface
public interface KnownTokens {
    /** Whose token has this digest; empty for nobody. @param digest as {@link TokenDigest} makes it */
    Optional<Caller> findDigest(String digest);

    /** Who shows this token; empty for nobody. */
    default Optional<Caller> find(String token) {
        return findDigest(TokenDigest.of(token));
    }

    /** These, and one more. @param token a secret */
    default KnownTokens and(String token, Caller caller) {
        String own = TokenDigest.of(token);
        return shown -> shown.equals(own) ? Optional.of(caller) : findDigest(shown);
    }

    /** None at all. */
    static KnownTokens none() {
        return shown -> Optional.empty();
    }
}
