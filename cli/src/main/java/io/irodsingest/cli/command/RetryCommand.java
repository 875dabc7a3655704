package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "retry", description = "Tries the entries of a job again that failed.")
final class RetryCommand implements Callable<Integer>, ScheduledCommand.Source {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Mixin
    private WaitingOptions waiting;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Override
    public ScheduleAction action() {
        return new ScheduleAction(Optional.empty(), Optional.of(job));
    }

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            CommandLine command = spec.commandLine();
            JobView begun = client.retry(job);
            if (waiting.wanted()) {
                return Ending.tell(client, waiting.await(client, begun, command), command);
            }
            command.getOut().println("job " + begun.jobName() + " is " + begun.state()
                    + ": what failed is tried again; irods-ingest watch " + begun.jobName() + " shows how it goes on");
            return ExitCodes.OK;
        });
    }
}
