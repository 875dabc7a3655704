package io.irodsingest.cli.command.batch;

import picocli.CommandLine.Parameters;

/** Which processor is meant. */
final class ProcessorParameters {
    @Parameters(index = "0", paramLabel = "APP", description = "The application of the processor, like irods")
    private String app;

    @Parameters(index = "1", paramLabel = "OP", description = "Its operation, like avu")
    private String op;

    String app() {
        return app;
    }

    String op() {
        return op;
    }
}
