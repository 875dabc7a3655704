package io.irodsingest.cli.command.view;

import io.irodsingest.cli.command.Numbers;
import picocli.CommandLine.Option;

/** Which part of a long list is wanted. */
public final class PageOptions {
    @Option(names = "--offset", paramLabel = "N", defaultValue = "0", converter = Numbers.NotNegative.class, description = "Leave out the first N. Default: 0")
    private int offset;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", converter = Numbers.Positive.class, description = "Show N at most. Default: 100")
    private int limit;

    public int offset() {
        return offset;
    }

    public int limit() {
        return limit;
    }
}
