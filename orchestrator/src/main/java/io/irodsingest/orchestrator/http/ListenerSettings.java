package io.irodsingest.orchestrator.http;

import io.irodsingest.common.secret.Secret;
import io.irodsingest.orchestrator.access.KnownTokens;
import io.irodsingest.orchestrator.access.Role;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.Optional;

/**
 * Where and how the admin endpoint listens.
 *
 * @param address a name or address of this machine
 * @param port 0 for one that is free
 * @param tokens those that callers must show; empty when none are asked for
 * @param local what every process of this machine may do when no tokens are asked for
 * @param tls empty to speak in clear
 */
public record ListenerSettings(String address, int port, Optional<KnownTokens> tokens, Role local,
        Optional<Tls> tls) {

    /** One that trusts every process of this machine when no tokens are asked for. */
    public ListenerSettings(String address, int port, Optional<KnownTokens> tokens, Optional<Tls> tls) {
        this(address, port, tokens, Role.ADMIN, tls);
    }

    /**
     * The certificate and key that the server shows.
     *
     * @param keyStore PKCS#12 or JKS; looked at now and then for a new certificate
     */
    public record Tls(Path keyStore, Secret password) {

        /** @throws IllegalArgumentException when it cannot be used, with what is wrong; it repeats no password */
        public static Tls of(Path keyStore, Secret password) {
            try {
                KeyStore store = KeyStore.getInstance(keyStore.toFile(), password.reveal().toCharArray());
                for (String alias : Collections.list(store.aliases())) {
                    if (store.isKeyEntry(alias)) {
                        return new Tls(keyStore, password);
                    }
                }
                throw new IllegalArgumentException("has no private key in it");
            } catch (IOException | GeneralSecurityException unusable) {
                throw new IllegalArgumentException("cannot be used: " + reason(unusable), unusable);
            }
        }

        private static String reason(Exception unusable) {
            return switch (unusable) {
                case FileNotFoundException missing -> "there is no such file, or it may not be read";
                case IOException other when other.getCause() instanceof UnrecoverableKeyException ->
                    "the password is wrong";
                default -> unusable.getMessage();
            };
        }
    }
}
