package io.irodsingest.cli.command;

import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.adminapi.JobView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "watch", description = {"Shows the progress of a job until it has ended, and then how it ended.",
        "A periodic job is shown pass by pass until it is stopped.",
        "Ctrl-C ends the watching, not the job."})
final class WatchCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            JobView view = client.job(job);
            return Ending.await(client, view, Progress.to(spec.commandLine().getErr()), spec.commandLine());
        });
    }
}
