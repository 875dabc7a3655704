package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.adminapi.WorkerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "undrain", description = "Lets a drained worker take tasks again.")
final class UndrainCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORKER", description = "Its id, as irods-ingest workers shows it")
    private String worker;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            WorkerView seen = root.client().drain(worker, false);
            spec.commandLine().getOut().println("worker " + seen.id() + " takes tasks again within some seconds");
            return ExitCodes.OK;
        });
    }
}
