package io.irodsingest.irods.jargon;

import java.nio.charset.StandardCharsets;

/** Texts whose characters are bytes: so Jargon, which is told that all is Latin-1, sends UTF-8 and counts its length right. */
final class Bytes {
    private Bytes() {}

    static String of(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
