package io.irodsingest.miniirods.vault;

import io.irodsingest.miniirods.wire.WireText;
import java.net.URI;
import java.nio.file.Path;

/**
 * Physical paths of the catalog as paths of this machine: their UTF-8 bytes are the file name, in any locale. Path
 * strings would be decoded by the locale and fail for other characters than its own; URIs keep bytes as they are.
 */
public final class PhysicalPaths {
    private PhysicalPaths() {}

    /**
     * @param path absolute
     * @throws IllegalArgumentException when it is not absolute or has a NUL
     */
    public static Path of(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
        return plain(path) ? Path.of(path) : Path.of(URI.create("file://" + encoded(path)));
    }

    private static boolean plain(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) <= 0 || path.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private static String encoded(String path) {
        StringBuilder uri = new StringBuilder(path.length() * 2);
        for (byte b : WireText.encode(path)) {
            char c = (char) (b & 0xff);
            if (c == '/' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                uri.append(c);
            } else {
                uri.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return uri.toString();
    }
}
