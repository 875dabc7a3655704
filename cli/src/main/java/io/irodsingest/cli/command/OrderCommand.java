package io.irodsingest.cli.command;

import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Gives one job an order that is carried out at once, and tells the state that the job is in then. */
abstract class OrderCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    abstract JobView give(AdminClient client, String nameOrId) throws AwayException;

    /** What the user is told behind the state; empty for nothing. */
    abstract String rest(JobView after);

    @Override
    public final Integer call() {
        return IrodsIngest.talking(() -> {
            JobView after = give(root.client(), job);
            spec.commandLine().getOut().println("job " + after.jobName() + " is " + after.state() + rest(after));
            return ExitCodes.OK;
        });
    }
}
