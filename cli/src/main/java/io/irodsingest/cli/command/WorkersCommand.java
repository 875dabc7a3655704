package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.adminapi.WorkerList;
import io.irodsingest.adminapi.WorkerView;
import io.irodsingest.adminapi.WorkerView.Activity;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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

    @Option(names = "--threads", description = "Show what each thread is at, too")
    private boolean threads;

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
                workers.workers().forEach(worker -> show(worker, out));
            }
            return ExitCodes.OK;
        });
    }

    private void show(WorkerView worker, PrintWriter out) {
        out.println(line(worker));
        if (threads) {
            worker.activities().forEach(activity -> out.println(line(activity)));
        }
    }

    private static String line(WorkerView worker) {
        return worker.id() + "  " + worker.worker().version() + "  " + worker.state().toLowerCase(Locale.ROOT)
                + "  takes from " + String.join(", ", worker.queues()) + "  "
                + worker.activities().size() + " of " + worker.threads() + " threads busy"
                + (worker.waitingFor().isEmpty() ? "" : "  waits for " + String.join("; ", worker.waitingFor()));
    }

    private static String line(Activity activity) {
        return "  " + activity.thread() + "  " + activity.type() + "  task " + activity.jobId() + '-' + activity.task()
                + "  since " + activity.since().truncatedTo(ChronoUnit.SECONDS)
                + activity.about().map(path -> "  " + path).orElse("");
    }
}
