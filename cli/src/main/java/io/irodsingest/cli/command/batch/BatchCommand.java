package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.command.IrodsIngest;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The commands about batches stand below this one. */
@Command(name = "batch", synopsisSubcommandLabel = "COMMAND", description = "Has processors work on many rows of input, and tells what came of each.")
public final class BatchCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    private BatchCommand() {}

    /** With all that stand below it. */
    public static CommandLine commandLine() {
        CommandLine batch = new CommandLine(new BatchCommand());
        List.of(new SubmitCommand(), new AppendCommand(), new BatchOrders.Release(), new StatusCommand(),
                new WatchBatchCommand(), new ResultsCommand(), new FilesCommand(), new BatchOrders.Abort(),
                new BatchOrders.Pause(), new BatchOrders.Resume(), new RetryBatchCommand(), new ListBatchesCommand())
                .forEach(batch::addSubcommand);
        return batch;
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing command: one of "
                + String.join(", ", spec.subcommands().keySet()));
    }

    BatchClient client() {
        return root.client().batches();
    }
}
