package io.irodsingest.orchestrator.access;

import io.irodsingest.common.job.Limits;
import io.irodsingest.common.path.RawPath;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The limits of a token as words of its line: {@code targets=/zone/home/a,/zone/b sources=/data/a,s3://bucket users=a#zone,nobody
 * resources=r}. Spaces, commas and percent signs in them stand as {@code %20}, {@code %2C} and {@code %25}.
 */
final class TokenLimits {
    private static final Set<String> KNOWN = Set.of("sources", "targets", "users", "resources");
    private static final Pattern USER = Pattern.compile("[^#]+#[^#]+|" + Limits.NOBODY);

    private TokenLimits() {}

    /** @throws IllegalArgumentException with what is wrong, to stand behind the number of the line */
    static Limits parse(String words) {
        Map<String, String> found = new HashMap<>();
        for (String word : words.strip().split("\\s+")) {
            String[] parts = word.split("=", 2);
            if (!word.isEmpty() && (parts.length < 2 || parts[1].isEmpty() || !KNOWN.contains(parts[0])
                    || found.put(parts[0], parts[1]) != null)) {
                throw new IllegalArgumentException("has '" + word
                        + "' in the place of a limit: each of sources=, targets=, users= and resources= may stand once");
            }
        }
        return new Limits(items(found, "sources", TokenLimits::source), items(found, "targets", TokenLimits::target),
                items(found, "users", TokenLimits::user), items(found, "resources", TokenLimits::text));
    }

    private static List<String> items(Map<String, String> found, String key, UnaryOperator<String> reader) {
        return found.containsKey(key)
                ? Arrays.stream(found.get(key).split(",")).filter(item -> !item.isEmpty()).map(reader).toList()
                : List.of();
    }

    private static String source(String item) {
        boolean bucket = item.startsWith("s3://");
        String path = RawPath.ofBytes(bytes(bucket ? item.substring("s3:/".length()) : item)).encoded();
        return (bucket ? "s3:/" : "") + absolute(path, item);
    }

    private static String target(String item) {
        return absolute(text(item), item);
    }

    private static String absolute(String path, String item) {
        List<String> elements = Arrays.asList(path.split("/", -1));
        if (!path.startsWith("/") || elements.contains("..") || elements.contains(".")) {
            throw new IllegalArgumentException("has '" + item + "' in a limit, which is no absolute path");
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String user(String item) {
        String user = text(item);
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("has '" + item + "' in a limit, which is not NAME#ZONE or "
                    + Limits.NOBODY);
        }
        return user;
    }

    private static String text(String item) {
        return RawPath.ofBytes(bytes(item)).text()
                .orElseThrow(() -> new IllegalArgumentException("has '" + item + "' in a limit, which is not UTF-8"));
    }

    private static byte[] bytes(String item) {
        try {
            return RawPath.parse(item).bytes();
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new IllegalArgumentException("has '" + item
                    + "' in a limit: after a % belong two hexadecimal digits", malformed);
        }
    }
}
