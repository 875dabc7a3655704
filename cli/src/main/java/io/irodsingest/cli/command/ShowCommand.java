package io.irodsingest.cli.command;

import io.irodsingest.cli.command.view.OutputOptions;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.output.JobTexts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "Shows a job as it stands.")
final class ShowCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            JobView view = client.job(job);
            if (output.json()) {
                spec.commandLine().getOut().println(client.written(view));
            } else {
                output.print(JobTexts.details(view));
            }
            return ExitCodes.OK;
        });
    }
}
