package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.adminapi.JobView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "pause", description = {
        "Holds a job: no task of it is begun any more, what is running comes to its end.",
        "irods-ingest resume lets it go on."})
final class PauseCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            JobView paused = root.client().pause(job);
            spec.commandLine().getOut().println("job " + paused.jobName() + " is " + paused.state()
                    + "; irods-ingest resume " + paused.jobName() + " lets it go on");
            return ExitCodes.OK;
        });
    }
}
