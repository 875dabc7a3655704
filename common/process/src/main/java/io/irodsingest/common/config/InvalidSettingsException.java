package io.irodsingest.common.config;

import java.util.List;

/** Settings are wrong. Each problem is one line for the operator that names the setting and no secret. */
public final class InvalidSettingsException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    public InvalidSettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems == null ? getMessage().lines().toList() : problems;
    }
}
