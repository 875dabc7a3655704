package io.irodsingest.workerbatch.irods;

import io.irodsingest.common.job.Limits;
import io.irodsingest.handlerapi.batch.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The fields of a row. An empty text is as if the field was not there, for a column of a CSV file has one in each row. What is wrong with
 * them is told in one line. Immutable.
 */
final class RowFields {
    /** What iRODS has for a path, without the closing NUL. */
    private static final int LONGEST_PATH = 1023;

    private final Map<String, String> values;
    private final Limits limits;

    /** @param known the names that the operation knows, in the order in which they are told */
    RowFields(Row row, List<String> known, Limits limits) throws UnusableRowException {
        this.limits = limits;
        try {
            values = row.fields();
        } catch (IllegalArgumentException noObject) {
            throw new UnusableRowException("no JSON object with fields; known are " + String.join(", ", known));
        }
        for (String name : new TreeSet<>(values.keySet())) {
            if (!known.contains(name)) {
                throw new UnusableRowException(
                        "unknown field " + printable(name) + "; known are " + String.join(", ", known));
            }
            check(name, values.get(name));
        }
    }

    /** iRODS has no NUL in texts, and half a character has no UTF-8. */
    private static void check(String name, String value) throws UnusableRowException {
        if (value.indexOf('\0') >= 0) {
            throw new UnusableRowException(name + " has a NUL character, which iRODS cannot keep");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new UnusableRowException(name + " has half of a surrogate pair, which is no character");
        }
    }

    /** What the token allows. */
    Limits limits() {
        return limits;
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) throws UnusableRowException {
        return optional(name).orElseThrow(() -> new UnusableRowException("field " + name + " is missing"));
    }

    /** One of some words, in lower case; the first when nothing is said. */
    String oneOf(String name, List<String> words) throws UnusableRowException {
        String word = optional(name).orElse(words.getFirst()).toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            throw new UnusableRowException(
                    name + " is " + printable(word) + " and must be one of " + String.join(", ", words));
        }
        return word;
    }

    /** Whether something is wanted; not when nothing is said. */
    boolean flag(String name) throws UnusableRowException {
        String value = optional(name).orElse("false").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new UnusableRowException(name + " is " + printable(value) + " and must be true or false");
        };
    }

    OptionalInt number(String name, int least) throws UnusableRowException {
        Optional<String> text = optional(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text.get().strip());
            if (number >= least) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException none) {
            throw new UnusableRowException(name + " is " + printable(text.get()) + " and must be a whole number");
        }
        throw new UnusableRowException(name + " is " + text.get().strip() + " and must be at least " + least);
    }

    /** A path that the token allows. */
    String path(String name) throws UnusableRowException {
        return allowed(name, required(name));
    }

    Optional<String> optionalPath(String name) throws UnusableRowException {
        return optional(name).isEmpty() ? Optional.empty() : Optional.of(path(name));
    }

    /** A resource that the token allows for new replicas. */
    String resource(String name) throws UnusableRowException {
        String resource = required(name);
        Optional<String> refusal = limits.resource(Optional.of(resource));
        if (refusal.isPresent()) {
            throw new UnusableRowException(refusal.get());
        }
        return resource;
    }

    private String allowed(String name, String given) throws UnusableRowException {
        String path = given.length() > 1 && given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
        if (!path.startsWith("/")) {
            throw new UnusableRowException(name + " is no absolute logical path: " + printable(given));
        }
        for (String element : path.substring(1).split("/", -1)) {
            if (element.isEmpty() && path.length() > 1 || element.equals(".") || element.equals("..")) {
                throw new UnusableRowException(
                        name + " has an empty element, . or .., which iRODS does not allow: " + printable(given));
            }
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new UnusableRowException(
                    name + " has more than " + LONGEST_PATH + " bytes, which is the most that iRODS takes");
        }
        Optional<String> refusal = limits.target(path);
        if (refusal.isPresent()) {
            throw new UnusableRowException(refusal.get());
        }
        return path;
    }

    /** On one line, and not too long. */
    static String printable(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
