package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.adminapi.JobView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "stop", description = "Ends a job before it is done. What was brought in stays.")
final class StopCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            JobView stopped = root.client().stop(job);
            spec.commandLine().getOut().println("job " + stopped.jobName() + " is " + stopped.state()
                    + (stopped.ended() ? "" : ": its running tasks are being interrupted"));
            return ExitCodes.OK;
        });
    }
}
