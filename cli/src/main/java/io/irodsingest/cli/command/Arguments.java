package io.irodsingest.cli.command;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Options in snake_case, which scripts of old use, in the documented form. */
public final class Arguments {
    private static final Pattern LONG_OPTION = Pattern.compile("--[a-z][a-z0-9_-]*(=.*)?", Pattern.DOTALL);

    private Arguments() {}

    public static String[] inKebabCase(String... arguments) {
        List<String> all = Arrays.asList(arguments);
        int end = all.contains("--") ? all.indexOf("--") : all.size();
        String[] result = arguments.clone();
        for (int i = 0; i < end; i++) {
            if (LONG_OPTION.matcher(result[i]).matches()) {
                int value = result[i].indexOf('=') < 0 ? result[i].length() : result[i].indexOf('=');
                result[i] = result[i].substring(0, value).replace('_', '-') + result[i].substring(value);
            }
        }
        return result;
    }
}
