package io.irodsingest.common.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Names that no two processes give out twice. Thread-safe. */
public final class Ids {
    private static final int JOB_BYTES = 10;
    private static final int NONCE_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** For a job: lower case, so that it fits everywhere. */
    public static String job() {
        return HexFormat.of().formatHex(random(JOB_BYTES));
    }

    /** For a job whose wish has a name. */
    public static String job(String wish) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(wish.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, JOB_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** For a commit, and so for all tasks that it enters: 11 characters of base64url. */
    public static String nonce() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(NONCE_BYTES));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
