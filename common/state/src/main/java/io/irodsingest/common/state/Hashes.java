package io.irodsingest.common.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The hashes by which the cache finds things. They are in Redis: another function would forget everything. */
public final class Hashes {
    private static final int DIGEST_BYTES = 16;
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hashes::sha256);

    private Hashes() {}

    /** 128 bits of SHA-256 as base64url without padding. */
    public static String digest(String text) {
        byte[] all = SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(all, DIGEST_BYTES));
    }

    /** 64 bits of SHA-256. */
    public static long hash64(String text) {
        return ByteBuffer.wrap(SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
