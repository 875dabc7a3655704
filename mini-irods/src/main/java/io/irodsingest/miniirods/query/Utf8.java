package io.irodsingest.miniirods.query;

import java.nio.charset.StandardCharsets;

/** The server's limits count bytes. */
final class Utf8 {
    private Utf8() {}

    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
