package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.ProcessorList;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.cli.command.view.OutputOptions;
import io.irodsingest.cli.output.Table;
import io.irodsingest.cli.output.Wording;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what batches and slow queries can be submitted. */
@Command(name = "processors", description = "Shows what the workers that live can do with rows of batches, and which slow queries they answer.")
public final class ProcessorsCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            ProcessorList list = client.batches().processors();
            if (output.json()) {
                spec.commandLine().getOut().println(client.written(list));
            } else {
                output.print(new Table(List.of("KIND", "APP", "OP", "WORKERS"), list.processors().stream()
                        .map(one -> List.of(one.kind(), one.app(), one.op(),
                                Wording.counted(one.workers().size(), "worker", "workers")))
                        .toList()));
            }
            if (list.processors().isEmpty()) {
                spec.commandLine().getErr().println("no worker that lives has any; start a worker-batch");
            }
            return ExitCodes.OK;
        });
    }
}
