package io.irodsingest.cli.command.schedule;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What people want to know of a schedule. */
final class DescriptionOptions {
    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for")
    private Optional<String> description = Optional.empty();

    @Option(names = "--metadata", paramLabel = "NAME=TEXT", description = "By which it can be listed; may be given several times")
    private Map<String, String> metadata = Map.of();

    Optional<String> description() {
        return description;
    }

    /** Empty when none was given. */
    Optional<Map<String, String>> metadata() {
        return metadata.isEmpty() ? Optional.empty() : Optional.of(metadata);
    }
}
