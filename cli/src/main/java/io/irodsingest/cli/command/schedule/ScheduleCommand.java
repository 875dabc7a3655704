package io.irodsingest.cli.command.schedule;

import io.irodsingest.cli.client.ScheduleClient;
import io.irodsingest.cli.command.IrodsIngest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The commands about schedules stand below this one. */
@Command(name = "schedule", synopsisSubcommandLabel = "COMMAND", description = "Has jobs started at a time, after a while, at intervals or by cron.")
public final class ScheduleCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    private ScheduleCommand() {}

    /** With all that stand below it. */
    public static CommandLine commandLine() {
        CommandLine schedule = new CommandLine(new ScheduleCommand());
        List.of(new CreateCommand(), new ShowCommand(), new ListSchedulesCommand(), new UpcomingCommand(),
                new CountCommand(), new ReplaceCommand(), new MoveCommand(), new PauseScheduleCommand(),
                new ResumeScheduleCommand(), new TriggerCommand(), new BackfillCommand(), new RunsCommand(),
                new CancelCommand(), new RunDueCommand()).forEach(schedule::addSubcommand);
        return schedule;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing command: one of "
                + String.join(", ", spec.subcommands().keySet()));
    }

    ScheduleClient client() {
        return root.client().schedules();
    }
}
