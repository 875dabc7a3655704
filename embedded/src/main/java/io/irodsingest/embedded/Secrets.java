package io.irodsingest.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords of hexadecimal digits, so that they need no quoting in JSON, a Redis configuration or a URI. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    private Secrets() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
