package io.irodsingest.ingesttasks;

import io.irodsingest.common.job.InvalidJobException;
import io.irodsingest.common.path.RawPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the paths of a list as they come, of which one at a time is in memory. A path that begins with a slash must be below the job's
 * source; any other is relative to it. Not thread-safe.
 */
public final class PathListReader {
    /** Most bytes of a path, as systems take it. */
    static final int LONGEST = 4_095;

    private static final int STEP = 64 << 10;
    private static final String S3_SCHEME = "s3://";

    private final InputStream in;
    private final Separator separator;
    private final IngestSource source;
    private final ByteArrayOutputStream entry = new ByteArrayOutputStream();
    private final byte[] read = new byte[STEP];
    private int from;
    private int to;
    private long number;

    /** What stands behind each path; behind the last one it may be missing. */
    public enum Separator {
        /** A line feed: no path can have one in it. */
        LINE_FEED('\n', "line"),
        /** A NUL, which no name has in it. */
        NUL('\0', "path");

        private final byte value;
        private final String entry;

        Separator(char value, String entry) {
            this.value = (byte) value;
            this.entry = entry;
        }
    }

    /** @param in is read as far as it is needed, and not closed */
    public PathListReader(InputStream in, Separator separator, IngestSource source) {
        this.in = in;
        this.separator = separator;
        this.source = source;
    }

    /** How many entries were read: the number of the latest one. */
    public long number() {
        return number;
    }

    /**
     * The next path, relative to the source, without empty and '.' elements; the source itself is passed over, for it is brought in anyway.
     * Empty behind the last one.
     *
     * @throws InvalidJobException with the number of an entry that is wrong, and why
     * @throws IOException when the list breaks off
     */
    public Optional<RawPath> next() throws IOException {
        while (readEntry()) {
            RawPath path = relative(entry.toByteArray());
            if (!path.isEmpty()) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /** @return whether there was one */
    private boolean readEntry() throws IOException {
        entry.reset();
        boolean complete = false;
        boolean any = false;
        while (!complete && (from < to || fill())) {
            any = true;
            int end = from;
            while (end < to && read[end] != separator.value) {
                end++;
            }
            complete = end < to;
            entry.write(read, from, end - from);
            from = end + (complete ? 1 : 0);
            if (entry.size() > LONGEST + S3_SCHEME.length()) {
                number++;
                throw tooLong();
            }
        }
        number += any ? 1 : 0;
        return any;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(read));
        return to > 0;
    }

    private RawPath relative(byte[] bytes) {
        if (bytes.length == 0) {
            throw wrong("is empty");
        }
        if (bytes.length > LONGEST) {
            throw tooLong();
        }
        RawPath path = RawPath.ofBytes(bytes);
        if (separator == Separator.LINE_FEED && path.encoded().contains("%00")) {
            throw wrong("has a NUL in it: say that the list has NULs between paths, or take them out");
        }
        return source.s3().isPresent() ? ofBucket(path) : ofDirectory(path);
    }

    private RawPath ofDirectory(RawPath path) {
        List<String> names = new ArrayList<>();
        for (String name : path.encoded().split("/")) {
            if (name.equals("..")) {
                throw wrong("has a '..' element: " + path);
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return below(path, path.encoded().startsWith("/"), names);
    }

    /** Keys are never normalised: another spelling is another object. Only the slash at the end of a directory's key is none of its name. */
    private RawPath ofBucket(RawPath path) {
        if (path.text().isEmpty()) {
            throw wrong("is not valid UTF-8, which all keys are: " + path);
        }
        String text = path.encoded().startsWith(S3_SCHEME)
                ? path.encoded().substring(S3_SCHEME.length() - 1)
                : path.encoded();
        String trimmed = text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        boolean absolute = trimmed.startsWith("/");
        List<String> names = List.of((absolute ? trimmed.substring(1) : trimmed).split("/", -1));
        if (names.contains("") || names.contains(".") || names.contains("..")) {
            throw wrong("has an empty, '.' or '..' element, which no logical path can have: " + path);
        }
        return below(path, absolute, names);
    }

    /** @param names all elements of the path */
    private RawPath below(RawPath path, boolean absolute, List<String> names) {
        if (!absolute) {
            return new RawPath(String.join("/", names));
        }
        List<String> above = source.source().encoded().equals("/")
                ? List.of()
                : List.of(source.source().encoded().substring(1).split("/"));
        if (names.size() < above.size() || !names.subList(0, above.size()).equals(above)) {
            throw wrong("is not below the source " + source.source() + ": " + path);
        }
        return new RawPath(String.join("/", names.subList(above.size(), names.size())));
    }

    private InvalidJobException tooLong() {
        String hint = separator == Separator.NUL && entry.toString(StandardCharsets.ISO_8859_1).indexOf('\n') >= 0
                ? "; the list seems to have line feeds between paths, and no NULs"
                : "";
        return wrong("has more than " + LONGEST + " bytes" + hint);
    }

    private InvalidJobException wrong(String what) {
        return new InvalidJobException("the list: " + separator.entry + ' ' + number + ' ' + what);
    }
}
