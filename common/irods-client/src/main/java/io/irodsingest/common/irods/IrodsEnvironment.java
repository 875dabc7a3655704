package io.irodsingest.common.irods;

import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where iRODS is and as whom we come. Immutable; no secret is in {@code toString}.
 *
 * @param zone the user's zone
 * @param defaultResource where new data objects go when a job does not say
 * @param policy what we say when the server asks whether the connection is to be encrypted
 */
public record IrodsEnvironment(String host, int port, String zone, String user, Secret password,
        Authentication authentication, Optional<String> defaultResource, Policy policy, Tls tls) {
    public static final int DEFAULT_PORT = 1247;

    /** How the password is checked. */
    public enum Authentication {
        NATIVE, PAM_PASSWORD
    }

    /** Client-server negotiation: both sides' policies decide on TLS. */
    public enum Policy {
        REQUIRE, DONT_CARE, REFUSE
    }

    /** What is checked of the server's certificate. */
    public enum Verification {
        NONE, CERT, HOSTNAME
    }

    /**
     * TLS.
     *
     * @param trusted whose certificates are good, when they are looked at
     */
    public record Tls(Verification verification, TrustedAuthorities trusted, Encryption encryption) {
        public static final Tls DEFAULT = new Tls(Verification.HOSTNAME, TrustedAuthorities.OF_JVM,
                Encryption.DEFAULT);
    }

    /**
     * What the server is told for transfers on extra ports. We make none, but it insists on the message.
     *
     * @param keySize bytes
     * @param saltSize bytes
     */
    public record Encryption(String algorithm, int keySize, int saltSize, int hashRounds) {
        public static final Encryption DEFAULT = new Encryption("AES-256-CBC", 32, 8, 16);
    }

    /**
     * Reads the settings of the iCommands: from variables, and for what they leave open from
     * {@code irods_environment.json} (variable {@code IRODS_ENVIRONMENT_FILE}, else in {@code .irods} below the home).
     * The password is in {@code IRODS_PASSWORD}, in the file that {@code IRODS_PASSWORD_FILE} names, or in the
     * {@code .irodsA} that {@code iinit} wrote (variable {@code IRODS_AUTHENTICATION_FILE}).
     *
     * @throws InvalidIrodsEnvironmentException when a setting is missing or wrong
     */
    public static IrodsEnvironment read(Map<String, String> variables, Path home) {
        return new EnvironmentReader(IrodsSettings.of(variables, home), variables, home).read();
    }

    /** {@code user#zone}, as iRODS writes it. */
    public String qualifiedUser() {
        return user + '#' + zone;
    }

    /** {@code host:port}. */
    public String address() {
        return host + ':' + port;
    }
}
