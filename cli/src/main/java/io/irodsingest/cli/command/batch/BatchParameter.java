package io.irodsingest.cli.command.batch;

import picocli.CommandLine.Parameters;

/** Which batch is meant. */
final class BatchParameter {
    @Parameters(index = "0", paramLabel = "BATCH", description = "Its name or id")
    private String batch;

    String nameOrId() {
        return batch;
    }
}
