package io.irodsingest.standalone;

import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.cli.command.RawArguments;
import io.irodsingest.common.config.Termination;
import picocli.CommandLine;

/** The program {@code irods-ingest}: the command line, and what runs everything in one process. */
public final class Main {
    private static final String LOG_LEVEL = "IRODS_INGEST_LOG_LEVEL";

    private Main() {}

    public static void main(String[] arguments) {
        // a command's own words are its output; standalone sets another level
        if (System.getenv(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "WARN");
        }
        Termination.exit(IrodsIngest.run(commandLine(), RawArguments.repaired(arguments)));
    }

    /** The whole command line. */
    public static CommandLine commandLine() {
        return IrodsIngest.commandLine().addSubcommand(new DemoCommand()).addSubcommand(new StandaloneCommand())
                .addSubcommand(new S3ServerCommand());
    }
}
