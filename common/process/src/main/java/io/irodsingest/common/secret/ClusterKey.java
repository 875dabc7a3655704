package io.irodsingest.common.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that the processes of a cluster share, and by which secrets are sealed that have to lie in Redis: AES-256 in Galois
 * counter mode (NIST SP 800-38D) with a nonce of 12 random bytes before the text and a tag of 16 bytes behind it. Immutable.
 */
public final class ClusterKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private ClusterKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * @param base64 of 32 random bytes
     * @throws IllegalArgumentException for anything else; the message does not have it
     */
    public static ClusterKey of(String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException noBase64) {
            throw wrong();
        }
        if (key.length != KEY_BYTES) {
            throw wrong();
        }
        return new ClusterKey(key);
    }

    /** A new one, in base64. */
    public static String random() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "must be 32 random bytes in base64, as 'openssl rand -base64 32' makes them");
    }

    /**
     * Seals a secret.
     *
     * @param purpose what it is sealed for; it opens for nothing else
     * @return base64
     */
    public String seal(Secret secret, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose)
                    .doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES in Galois counter mode does not work in this JVM", impossible);
        }
    }

    /** @throws IllegalArgumentException when it was sealed by another key or for another purpose, or is damaged */
    public Secret open(String sealed, String purpose) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, purpose).doFinal(bytes, NONCE_BYTES,
                    bytes.length - NONCE_BYTES);
            return new Secret(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IndexOutOfBoundsException | IllegalArgumentException foreign) {
            throw new IllegalArgumentException("it was not sealed by this cluster's key", foreign);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
