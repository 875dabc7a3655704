package io.irodsingest.cli.command;

import io.irodsingest.cli.command.view.OutputOptions;
import io.irodsingest.adminapi.JobList;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.JobPages;
import io.irodsingest.cli.output.JobTexts;
import io.irodsingest.cli.output.Table;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Shows the jobs: as a table on a terminal, else as JSON.")
final class ListCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--state", paramLabel = "STATE", split = ",", description = "Only jobs in one of these states, like QUEUED,RUNNING. Default: all")
    private List<String> states = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "Only jobs of this name; with a * at its end, those whose names begin so")
    private Optional<String> name = Optional.empty();

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only ingests of this source; with a * at its end, those whose sources begin so")
    private Optional<String> source = Optional.empty();

    @Option(names = "--schedule", paramLabel = "NAME", description = "Only runs of the schedule of this name; with a * at its end, of those whose names begin so")
    private Optional<String> schedule = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", converter = Numbers.Positive.class, description = "Only the newest N. Default: all")
    private Optional<Integer> limit = Optional.empty();

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            Optional<String> wanted = states.isEmpty() ? Optional.empty() : Optional.of(String.join(",", states));
            JobList jobs = new JobPages(client, new JobPages.Wanted(wanted, name, source, schedule))
                    .fetch(limit.orElse(Integer.MAX_VALUE));
            if (output.json()) {
                spec.commandLine().getOut().println(client.written(jobs));
                return ExitCodes.OK;
            }
            Table table = JobTexts.table(jobs);
            output.print(table);
            if (table.rows().isEmpty()) {
                spec.commandLine().getErr().println("there are no jobs"
                        + (states.isEmpty() && name.isEmpty() && source.isEmpty() && schedule.isEmpty()
                                ? ""
                                : " of that kind"));
            }
            return ExitCodes.OK;
        });
    }
}
