package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.adminapi.WorkerView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "drain", description = {
        "Lets a worker take no more tasks: those at work come to their end, and then it may be ended without harm.",
        "It goes on living; irods-ingest undrain lets it take tasks again."})
final class DrainCommand implements Callable<Integer> {
    private static final String DRAINED = "DRAINED";

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "WORKER", description = "Its id, as irods-ingest workers shows it")
    private String worker;

    @Option(names = "--synchronous", description = "Wait until no task is at work there")
    private boolean synchronous;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            WorkerView seen = client.drain(worker, true);
            while (synchronous && !seen.state().equals(DRAINED)) {
                Watch.pause();
                seen = client.worker(worker);
            }
            spec.commandLine().getOut().println(seen.state().equals(DRAINED)
                    ? "worker " + seen.id() + " is drained"
                    : "worker " + seen.id() + " is asked to take no more tasks; " + seen.activities().size()
                            + " at work");
            return ExitCodes.OK;
        });
    }
}
