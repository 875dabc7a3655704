package io.irodsingest.miniirods.wire;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Text in XML as peers before 4.2.9 write and read it ({@code packStruct.cpp}): {@code &apos;} stands for the grave
 * accent, while the apostrophe and control characters travel as they are. Two that both know better do not use it;
 * Jargon, which says that it is 3.2, always does.
 */
public final class OldText {
    private static final Release FIRST_CORRECT = new Release(4, 2, 9);
    private static final String APOSTROPHE = "&apos;";
    private static final Pattern CONTROL = Pattern.compile("&#x([0-9a-f]{1,2});");

    private OldText() {}

    /**
     * Whether a server and a client talk so.
     *
     * @param client what the client says of itself in the start-up pack
     */
    public static boolean between(Release server, String client) {
        return !server.isAtLeast(FIRST_CORRECT)
                || Release.parse(client).filter(release -> release.isAtLeast(FIRST_CORRECT)).isEmpty();
    }

    /** A message of such a client, as others would have written it. */
    public static byte[] received(byte[] message) {
        String xml = new String(message, StandardCharsets.ISO_8859_1);
        return xml.contains(APOSTROPHE)
                ? xml.replace(APOSTROPHE, "`").getBytes(StandardCharsets.ISO_8859_1)
                : message;
    }

    /** What {@link PiWriter} wrote, as such a client reads it. */
    public static String sent(String xml) {
        String text = xml.replace(APOSTROPHE, "'").replace("`", APOSTROPHE);
        return text.contains("&#x")
                ? CONTROL.matcher(text).replaceAll(
                        match -> Character.toString((char) Integer.parseInt(match.group(1), 16)))
                : text;
    }
}
