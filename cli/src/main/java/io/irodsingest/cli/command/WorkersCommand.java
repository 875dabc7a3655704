package io.irodsingest.cli.command;

import io.irodsingest.cli.command.view.OutputOptions;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.adminapi.WorkerView;
import io.irodsingest.adminapi.WorkerView.Activity;
import java.io.PrintWriter;
import io.irodsingest.cli.output.Table;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private OutputOptions output;

    @Option(names = "--threads", description = "Show what each thread is at, too")
    private boolean threads;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            WorkerList workers = client.workers();
            PrintWriter out = spec.commandLine().getOut();
            if (output.json()) {
                out.println(client.written(workers));
            } else if (workers.workers().isEmpty()) {
                out.println("no worker lives");
            } else {
                show(workers);
            }
            return ExitCodes.OK;
        });
    }

    private void show(WorkerList workers) {
        output.print(new Table(List.of("WORKER", "VERSION", "STATE", "BUSY", "TAKES FROM", "WAITS FOR"),
                workers.workers().stream().map(WorkersCommand::row).toList()));
        if (threads) {
            output.print(new Table(List.of(), workers.workers().stream()
                    .flatMap(worker -> worker.activities().stream().map(activity -> row(worker, activity)))
                    .toList()));
        }
    }

    private static List<String> row(WorkerView worker) {
        return List.of(worker.id(), worker.worker().version(), worker.state().toLowerCase(Locale.ROOT),
                worker.activities().size() + " of " + worker.threads() + " threads",
                String.join(", ", worker.queues()), String.join("; ", worker.waitingFor()));
    }

    private static List<String> row(WorkerView worker, Activity activity) {
        return List.of(worker.id(), activity.thread(), activity.type(),
                "task " + activity.jobId() + '-' + activity.task(),
                "since " + activity.since().truncatedTo(ChronoUnit.SECONDS), activity.about().orElse(""));
    }
}
