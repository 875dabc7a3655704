package io.irodsingest.orchestrator.access;

import io.irodsingest.adminapi.TokenDigest;
import java.util.Optional;

/** The tokens of those who may ask. Thread-safe. */
@FunctionalInterface
public interface KnownTokens {
    /** Who shows this token; empty for nobody. */
    Optional<Caller> find(String token);

    /** These, and one more. @param token a secret */
    default KnownTokens and(String token, Caller caller) {
        String digest = TokenDigest.of(token);
        return shown -> TokenDigest.of(shown).equals(digest) ? Optional.of(caller) : find(shown);
    }

    /** None at all. */
    static KnownTokens none() {
        return shown -> Optional.empty();
    }
}
