package io.irodsingest.adminapi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an orchestrator keeps of a token instead of the token. Tokens are random and long, so one round of a fast digest keeps them
 * secret.
 */
public final class TokenDigest {
    private static final String PREFIX = "sha256:";

    private TokenDigest() {}

    /** As it stands in files of tokens: {@code sha256:} and 64 hexadecimal digits in lower case. */
    public static String of(String token) {
        try {
            return PREFIX + HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
