package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Finds expressions that exclude nothing: they are matched from the beginning of full source paths, which is easily forgotten. */
final class PatternHints {
    private PatternHints() {}

    /** A line for each expression of a request that no path below its source can match. */
    static List<String> of(JobRequest request) {
        List<String> hints = new ArrayList<>();
        String source = request.from().source();
        // what stands encoded is matched as bytes that this does not know
        if (source.indexOf('%') < 0) {
            String begin = source.endsWith("/") ? source : source + '/';
            request.from().excludeFileName().orElse(List.of())
                    .forEach(expression -> check("--exclude-file-name", expression, begin, hints));
            request.from().excludeDirectoryName().orElse(List.of())
                    .forEach(expression -> check("--exclude-directory-name", expression, begin, hints));
        }
        return hints;
    }

    private static void check(String option, String expression, String begin, List<String> hints) {
        try {
            Matcher matcher = Pattern.compile(expression).matcher(begin);
            // where the end of the beginning was not even looked at, nothing behind it helps
            if (!matcher.lookingAt() && !matcher.hitEnd()) {
                hints.add(option + " '" + expression
                        + "' excludes nothing: it is matched from the beginning of the full path,"
                        + " which begins with " + begin + "; perhaps '.*/" + expression + "' is meant");
            }
        } catch (PatternSyntaxException refused) {
            // the orchestrator refuses it, and says what is wrong with it
        }
    }
}
