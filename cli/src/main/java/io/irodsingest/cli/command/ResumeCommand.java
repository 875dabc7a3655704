package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.adminapi.JobView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "resume", description = "Lets a job go on that was paused.")
final class ResumeCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            JobView resumed = root.client().resume(job);
            spec.commandLine().getOut().println("job " + resumed.jobName() + " is " + resumed.state());
            return ExitCodes.OK;
        });
    }
}
