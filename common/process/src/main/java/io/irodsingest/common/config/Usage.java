package io.irodsingest.common.config;

import java.util.List;
import java.util.stream.Collectors;

/** The text that a process prints for {@code --help}. */
public final class Usage {
    private Usage() {}

    /**
     * @param head what the process is, in some lines
     * @param settings in the order in which they are to be read
     */
    public static String text(String head, List<Setting> settings) {
        return head.strip() + "\n\nSettings, as environment variables:\n"
                + settings.stream().map(Usage::describe).collect(Collectors.joining());
    }

    private static String describe(Setting setting) {
        String standard = setting.standard().map(value -> " [" + value + ']').orElse("");
        String file = setting.secret() ? "\n      or " + setting.fileName() + ": a file that holds it" : "";
        return "  " + setting.name() + standard + "\n      " + setting.description() + file + '\n';
    }
}
