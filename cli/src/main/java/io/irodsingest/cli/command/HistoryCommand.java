package io.irodsingest.cli.command;

import io.irodsingest.cli.command.view.PageOptions;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.adminapi.JobHistory;
import io.irodsingest.adminapi.JobHistory.Event;
import io.irodsingest.adminapi.JobHistory.PassEnd;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "history", description = "Shows what happened to a job and what its passes came to, newest first.")
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Mixin
    private PageOptions page;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            JobHistory history = client.history(job, page.offset(), page.limit());
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(client.written(history));
            } else {
                history.events().forEach(event -> out.println(line(event)));
            }
            return ExitCodes.OK;
        });
    }

    private static String line(Event event) {
        return event.at().truncatedTo(ChronoUnit.SECONDS) + "  pass " + event.pass() + "  " + event.state()
                + event.passEnd().map(end -> "  " + describe(end)).orElse("");
    }

    private static String describe(PassEnd end) {
        String counts = end.counts().entrySet().stream().filter(count -> count.getValue() != 0)
                .map(count -> count.getValue() + " " + count.getKey()).collect(Collectors.joining(", "));
        return end.outcome() + " after " + Math.round(end.elapsedTime()) + " s"
                + (counts.isEmpty() ? "" : ": " + counts)
                + end.error().map(error -> "; " + error).orElse("");
    }
}
