package io.irodsingest.cli;

import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.adminapi.WorkerView;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "workers", description = "Shows the workers that live, and what they are at.")
final class WorkersCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print all that is known of them as JSON")
    private boolean json;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            WorkerList workers = client.workers();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(client.written(workers));
            } else if (workers.workers().isEmpty()) {
                out.println("no worker lives");
            } else {
                workers.workers().forEach(worker -> out.println(line(worker)));
            }
            return ExitCodes.OK;
        });
    }

    private static String line(WorkerView worker) {
        int running = worker.running().values().stream().mapToInt(List::size).sum();
        return worker.id() + "  " + worker.version() + "  takes from " + String.join(", ", worker.queues()) + "  "
                + running + " of " + worker.threads() + " threads busy"
                + (worker.waitingFor().isEmpty() ? "" : "  waits for " + String.join("; ", worker.waitingFor()));
    }
}
