package io.irodsingest.batchtasks;

import io.irodsingest.common.job.InvalidJobException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Where the output files of batches go: each batch has a directory of its own there, with the name of its id. Immutable. */
public sealed interface OutputPlace {
    /** A directory that workers see. @param path absolute, without a slash at its end */
    record Directory(String path) implements OutputPlace {
        private static final String KIND = "file:";

        @Override
        public String toString() {
            return KIND + path;
        }
    }

    /** A part of a bucket. @param prefix without slashes at its ends; empty for the whole bucket */
    record Bucket(String name, String prefix) implements OutputPlace {
        private static final String KIND = "s3://";
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");

        /** @throws InvalidJobException when no bucket can have that name */
        public Bucket {
            if (!NAME.matcher(name).matches()) {
                throw new InvalidJobException("'" + name + "' is no name of a bucket");
            }
        }

        /** Whether another place is in this one. */
        public boolean covers(Bucket other) {
            return name.equals(other.name)
                    && (prefix.isEmpty() || other.prefix.equals(prefix) || other.prefix.startsWith(prefix + '/'));
        }

        @Override
        public String toString() {
            return KIND + name + (prefix.isEmpty() ? "" : '/' + prefix);
        }
    }

    /** A collection. @param path absolute, without a slash at its end */
    record Collection(String path) implements OutputPlace {
        private static final String KIND = "irods:";

        @Override
        public String toString() {
            return KIND + path;
        }
    }

    /**
     * What a text says.
     *
     * @param text like {@code file:/DIRECTORY}, {@code s3://BUCKET/PREFIX} or {@code irods:/COLLECTION}
     * @throws InvalidJobException when it names no place
     */
    static OutputPlace parse(String text) {
        if (Arrays.asList(text.split("/")).contains("..") || text.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidJobException(
                    "output '" + text + "' is no place for files: it must have no .. and no control characters in it");
        }
        if (text.startsWith(Bucket.KIND)) {
            String[] parts = text.substring(Bucket.KIND.length()).split("/", 2);
            return new Bucket(parts[0], parts.length == 1 ? "" : plain('/' + parts[1]).replaceFirst("^/", ""));
        }
        if (text.startsWith(Directory.KIND + '/')) {
            return new Directory(notRoot(text, plain(text.substring(Directory.KIND.length()))));
        }
        if (text.startsWith(Collection.KIND + '/')) {
            return new Collection(notRoot(text, plain(text.substring(Collection.KIND.length()))));
        }
        throw new InvalidJobException("output '" + text
                + "' is no place for files: give file:/DIRECTORY, s3://BUCKET/PREFIX or irods:/COLLECTION");
    }

    private static String notRoot(String text, String path) {
        if (path.isEmpty()) {
            throw new InvalidJobException("output '" + text + "' is no place for files: it is a root");
        }
        return path;
    }

    private static String plain(String path) {
        return path.replaceAll("/+", "/").replaceFirst("/$", "");
    }
}
