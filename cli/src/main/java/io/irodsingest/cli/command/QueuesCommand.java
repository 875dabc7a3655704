package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.adminapi.QueueList;
import io.irodsingest.adminapi.QueueView;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "queues", description = "Shows the queues: what waits in them, who takes from them, and how fast they fill and empty.")
final class QueuesCommand implements Callable<Integer> {
    private static final String ROW = "%-30s %12s %10s %12s %12s";

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print them as JSON")
    private boolean json;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            QueueList queues = client.queues();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(client.written(queues));
            } else {
                out.println(ROW.formatted("QUEUE", "READY", "CONSUMERS", "IN/S", "OUT/S"));
                queues.queues().forEach(queue -> out.println(row(queue)));
            }
            return ExitCodes.OK;
        });
    }

    private static String row(QueueView queue) {
        return String.format(Locale.ROOT, ROW, queue.name(), queue.ready(), queue.consumers(), queue.inPerSecond(),
                queue.outPerSecond());
    }
}
