package io.irodsingest.cli.command;

import io.irodsingest.cli.command.view.OutputOptions;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.adminapi.QueueList;
import io.irodsingest.adminapi.QueueView;
import io.irodsingest.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "queues", description = "Shows the queues: what waits in them, who takes from them, and how fast they fill and empty.")
final class QueuesCommand implements Callable<Integer> {
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
            QueueList queues = client.queues();
            if (output.json()) {
                spec.commandLine().getOut().println(client.written(queues));
            } else {
                output.print(new Table(List.of("QUEUE", "READY", "CONSUMERS", "IN/S", "OUT/S"),
                        queues.queues().stream().map(QueuesCommand::row).toList()));
            }
            return ExitCodes.OK;
        });
    }

    private static List<String> row(QueueView queue) {
        return List.of(queue.name(), String.valueOf(queue.ready()), String.valueOf(queue.consumers()),
                String.valueOf(queue.inPerSecond()), String.valueOf(queue.outPerSecond()));
    }
}
