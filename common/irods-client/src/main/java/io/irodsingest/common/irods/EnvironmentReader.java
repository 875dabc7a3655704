package io.irodsingest.common.irods;

import io.irodsingest.common.irods.IrodsEnvironment.Authentication;
import io.irodsingest.common.irods.IrodsEnvironment.Encryption;
import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsEnvironment.Tls;
import io.irodsingest.common.irods.IrodsEnvironment.Verification;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.tls.TrustedAuthorities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Puts an {@link IrodsEnvironment} together. */
record EnvironmentReader(IrodsSettings settings, Map<String, String> variables, Path home) {
    private static final String EVERYWHERE = "IRODS_INGEST_CA_FILE";
    private static final int LARGEST_PORT = 65535;
    private static final int MOST_ROUNDS = 1_000_000;
    private static final Map<String, Authentication> SCHEMES = Map.of("native", Authentication.NATIVE, "pam_password",
            Authentication.PAM_PASSWORD);
    private static final Map<String, Policy> POLICIES = Map.of("cs_neg_require", Policy.REQUIRE, "cs_neg_dont_care",
            Policy.DONT_CARE, "cs_neg_refuse", Policy.REFUSE);
    private static final Map<String, Verification> VERIFICATIONS = Map.of("none", Verification.NONE, "cert",
            Verification.CERT, "hostname", Verification.HOSTNAME);

    IrodsEnvironment read() {
        Authentication scheme = settings.choice("IRODS_AUTHENTICATION_SCHEME", Authentication.NATIVE, SCHEMES);
        Policy policy = settings.choice("IRODS_CLIENT_SERVER_POLICY",
                scheme == Authentication.PAM_PASSWORD ? Policy.REQUIRE : Policy.REFUSE, POLICIES);
        Optional<Secret> given = givenPassword();
        if (given.isPresent() && scheme == Authentication.PAM_PASSWORD && policy != Policy.REQUIRE) {
            throw new InvalidIrodsEnvironmentException("IRODS_CLIENT_SERVER_POLICY must be CS_NEG_REQUIRE with"
                    + " IRODS_AUTHENTICATION_SCHEME pam_password, so that the password is not sent in the clear.");
        }
        // what iinit keeps after a PAM login is a password of the native scheme that the server made up
        Authentication effective = given.isPresent() ? scheme : Authentication.NATIVE;
        return new IrodsEnvironment(settings.require("IRODS_HOST", "iRODS host"),
                settings.number("IRODS_PORT", IrodsEnvironment.DEFAULT_PORT, 1, LARGEST_PORT),
                settings.require("IRODS_ZONE_NAME", "iRODS zone"), settings.require("IRODS_USER_NAME", "iRODS user"),
                given.orElseGet(this::keptPassword), effective, settings.find("IRODS_DEFAULT_RESOURCE"), policy,
                tls());
    }

    private Tls tls() {
        Encryption preset = Encryption.DEFAULT;
        Encryption encryption = new Encryption(
                settings.find("IRODS_ENCRYPTION_ALGORITHM").orElse(preset.algorithm()),
                settings.number("IRODS_ENCRYPTION_KEY_SIZE", preset.keySize(), 1, 1024),
                settings.number("IRODS_ENCRYPTION_SALT_SIZE", preset.saltSize(), 1, 1024),
                settings.number("IRODS_ENCRYPTION_NUM_HASH_ROUNDS", preset.hashRounds(), 1, MOST_ROUNDS));
        return new Tls(settings.choice("IRODS_SSL_VERIFY_SERVER", Verification.HOSTNAME, VERIFICATIONS),
                trusted(), encryption);
    }

    /** The file of the iCommands, and the one that holds for all connections of this process, add to what the JVM trusts. */
    private TrustedAuthorities trusted() {
        TrustedAuthorities trusted = TrustedAuthorities.OF_JVM;
        Optional<Path> own = settings.readableFile("IRODS_SSL_CA_CERTIFICATE_FILE");
        if (own.isPresent()) {
            trusted = trusted.and(certificates("IRODS_SSL_CA_CERTIFICATE_FILE", own.get()));
        }
        Optional<Path> everywhere = IrodsSettings.present(variables.get(EVERYWHERE)).map(Path::of);
        return everywhere.isPresent() ? trusted.and(ofAllConnections(everywhere.get())) : trusted;
    }

    /** None when the file is unusable: the process tells that with its settings for the other servers, and ends. */
    private static TrustedAuthorities ofAllConnections(Path file) {
        try {
            return TrustedAuthorities.with(file);
        } catch (IllegalArgumentException toldWithTheOtherSettings) {
            return TrustedAuthorities.OF_JVM;
        }
    }

    private static TrustedAuthorities certificates(String name, Path file) {
        try {
            return TrustedAuthorities.with(file);
        } catch (IllegalArgumentException wrong) {
            throw new InvalidIrodsEnvironmentException(name + ' ' + file + ": " + wrong.getMessage() + '.');
        }
    }

    /** From variables only: the environment file is no place for a password. */
    private Optional<Secret> givenPassword() {
        Optional<Secret> direct = Optional.ofNullable(variables.get("IRODS_PASSWORD")).filter(text -> !text.isEmpty())
                .map(Secret::new);
        return direct.or(() -> IrodsSettings.present(variables.get("IRODS_PASSWORD_FILE")).map(Path::of)
                .map(EnvironmentReader::firstLine));
    }

    private static Secret firstLine(Path file) {
        try {
            String line = Files.readString(file).lines().findFirst().orElse("");
            if (line.isEmpty()) {
                throw new InvalidIrodsEnvironmentException("IRODS_PASSWORD_FILE " + file + " is empty.");
            }
            return new Secret(line);
        } catch (IOException unreadable) {
            throw new InvalidIrodsEnvironmentException("IRODS_PASSWORD_FILE " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName() + '.');
        }
    }

    private Secret keptPassword() {
        Path file = settings.find("IRODS_AUTHENTICATION_FILE").map(Path::of)
                .orElse(home.resolve(".irods").resolve(".irodsA"));
        if (!Files.exists(file)) {
            throw new InvalidIrodsEnvironmentException("No iRODS password is set: set IRODS_PASSWORD or"
                    + " IRODS_PASSWORD_FILE, or run iinit so that it writes " + file + '.');
        }
        return AuthenticationFile.read(file);
    }
}
