package io.irodsingest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The source as the orchestrator takes it: absolute, and in ASCII, with every other byte as {@code %XX}. The orchestrator brings
 * it into the form that it keeps and shows.
 */
public final class Sources {
    private static final String SCHEME = "file:";
    private static final Path WORKING_DIRECTORY = Path.of("/proc/self/cwd");
    private static final Pattern ENCODED = Pattern.compile("([^%]|%[0-9A-Fa-f]{2})*");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Sources() {}

    /** @param argument a path, or a {@code file:} URI for one that is not text */
    public static String absolute(String argument) {
        return absolute(argument, workingDirectory());
    }

    public static String absolute(String argument, String encodedWorkingDirectory) {
        String encoded = argument.startsWith(SCHEME)
                ? ofUri(argument)
                : encoded(argument);
        if (encoded.isEmpty()) {
            throw CommandException.wrongUse("the source is empty");
        }
        // in ASCII any locale's Path can do this
        return Path.of(encodedWorkingDirectory).resolve(encoded).normalize().toString();
    }

    /** A URI of a path, which may be a relative one. */
    public static String uriOf(byte[] path) {
        return SCHEME + encoded(path);
    }

    private static String ofUri(String uri) {
        String path = uri.substring(SCHEME.length());
        if (path.startsWith("//")) {
            int root = path.indexOf('/', 2);
            String host = root < 0 ? path.substring(2) : path.substring(2, root);
            if (root < 0 || !host.isEmpty() && !host.equals("localhost")) {
                throw CommandException.wrongUse("'" + uri + "' names no file of this machine");
            }
            path = path.substring(root);
        }
        if (!ENCODED.matcher(path).matches()) {
            throw CommandException.wrongUse("'" + uri + "' is malformed: after a % belong two hexadecimal digits");
        }
        return encoded(path.getBytes(StandardCharsets.UTF_8)).replace("%25", "%");
    }

    public static String encoded(String path) {
        return encoded(path.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(byte[] path) {
        StringBuilder encoded = new StringBuilder(path.length + 16);
        for (byte b : path) {
            if (b >= ' ' && b < 0x7F && b != '%') {
                encoded.append((char) b);
            } else {
                HEX.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    /** Java's own idea of it went through the locale. */
    private static String workingDirectory() {
        try {
            return Files.readSymbolicLink(WORKING_DIRECTORY).toUri().getRawPath();
        } catch (IOException noLinux) {
            return Path.of("").toAbsolutePath().toUri().getRawPath();
        }
    }
}
