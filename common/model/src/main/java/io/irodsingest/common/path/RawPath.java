package io.irodsingest.common.path;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A path, or one name of it, of a POSIX file system: bytes without NUL, which need not be text in any encoding.
 *
 * <p>The bytes are kept in an unambiguous printable form: what is valid UTF-8 stands as it is, except {@code %} and control
 * characters; those and every byte that is not valid UTF-8 stand as {@code %XX}. Equal bytes have equal forms, so this is a
 * value, and the form is what travels in messages.
 *
 * @param encoded the printable form
 */
public record RawPath(@JsonValue String encoded) implements Comparable<RawPath> {
    public static final RawPath EMPTY = new RawPath("");

    private static final char REPLACEMENT = '\uFFFD';
    private static final boolean NAMES_ARE_UTF8 = StandardCharsets.UTF_8
            .equals(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));

    /** Accepts the printable form only. */
    @JsonCreator
    public static RawPath parse(String encoded) {
        return new RawPath(encoded);
    }

    public static RawPath ofBytes(byte[] bytes) {
        return new RawPath(RawBytes.encode(bytes));
    }

    /** The bytes of a text in UTF-8. */
    public static RawPath ofText(String text) {
        return RawBytes.isPlain(text) ? new RawPath(text) : ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes of a path as the operating system knows it, whatever the locale of the JVM. A name that the JVM could not
     * decode costs one {@code stat}.
     */
    public static RawPath of(Path path) {
        String text = path.toString();
        if (isDecodedWithoutLoss(text)) {
            return ofText(text);
        }
        String encoded = RawBytes.fromUriPath(path.toUri().getRawPath());
        // a URI made of a directory ends in a slash, one made of a relative path is absolute
        String whole = encoded.length() > 1 && encoded.endsWith("/")
                ? encoded.substring(0, encoded.length() - 1)
                : encoded;
        return path.isAbsolute() ? new RawPath(whole) : lastNames(whole, path.getNameCount());
    }

    public byte[] bytes() {
        return RawBytes.decode(encoded);
    }

    /** The bytes as text, when they are valid UTF-8. */
    public Optional<String> text() {
        return encoded.indexOf('%') < 0 ? Optional.of(encoded) : RawBytes.decodeUtf8(bytes());
    }

    /** A path of the default file system with exactly these bytes. An empty path is refused. */
    public Path toPath() {
        if (encoded.isEmpty()) {
            throw new IllegalArgumentException("an empty path names no file");
        }
        if (encoded.indexOf('%') < 0 && (NAMES_ARE_UTF8 || RawBytes.isAscii(encoded))) {
            return Path.of(encoded);
        }
        Path absolute = Path.of(URI.create("file://" + RawBytes.toUriPath(encoded.startsWith("/") ? this : ofRoot())));
        return encoded.startsWith("/") ? absolute : absolute.getRoot().relativize(absolute);
    }

    /** {@code this/child}; the other one when one is empty. */
    public RawPath resolve(RawPath child) {
        if (encoded.isEmpty()) {
            return child;
        }
        if (child.encoded.isEmpty()) {
            return this;
        }
        return new RawPath(encoded.endsWith("/") ? encoded + child.encoded : encoded + '/' + child.encoded);
    }

    /** The last name; empty for the root and for an empty path. */
    public RawPath name() {
        return new RawPath(encoded.substring(encoded.lastIndexOf('/') + 1));
    }

    /** Everything before the last name; empty when there is one name only. */
    public RawPath parent() {
        int slash = encoded.lastIndexOf('/');
        if (slash < 0) {
            return EMPTY;
        }
        return new RawPath(slash == 0 ? "/" : encoded.substring(0, slash));
    }

    public boolean isEmpty() {
        return encoded.isEmpty();
    }

    @Override
    public int compareTo(RawPath other) {
        return encoded.compareTo(other.encoded);
    }

    @Override
    public String toString() {
        return encoded;
    }

    private RawPath ofRoot() {
        return new RawPath('/' + encoded);
    }

    private static RawPath lastNames(String encoded, int count) {
        int from = encoded.length();
        for (int names = 0; names < count && from > 0; names++) {
            from = encoded.lastIndexOf('/', from - 1);
        }
        return new RawPath(encoded.substring(from + 1));
    }

    private static boolean isDecodedWithoutLoss(String text) {
        return NAMES_ARE_UTF8 ? text.indexOf(REPLACEMENT) < 0 : RawBytes.isAscii(text);
    }
}
