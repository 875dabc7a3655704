package io.irodsingest.cli.command;

import io.irodsingest.cli.command.view.PageOptions;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.FailurePages;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.adminapi.FailureList;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.FailurePages.Fetched;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "failures", description = "Shows the entries of a job that could not be handled, oldest first.")
final class FailuresCommand implements Callable<Integer> {
    private static final int WIDEST_PATH = 80;

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "Its name or id")
    private String job;

    @Mixin
    private PageOptions page;

    @Option(names = "--all", description = "Show all of them")
    private boolean all;

    @Option(names = "--json", description = "Print them as JSON")
    private boolean json;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            JobView view = client.job(job);
            int most = all ? Integer.MAX_VALUE - page.offset() - 1 : page.limit();
            Fetched fetched = new FailurePages(client, view.id()).fetch(page.offset(), most);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(client.written(
                        new FailureList(page.offset(), all ? fetched.failures().size() : page.limit(),
                                fetched.failures())));
            } else {
                table(fetched.failures(), out);
                tellRest(view, fetched);
            }
            return ExitCodes.OK;
        });
    }

    private static void table(List<Failure> failures, PrintWriter out) {
        int width = failures.stream().mapToInt(failure -> Printable.line(failure.path()).length())
                .filter(length -> length <= WIDEST_PATH).max().orElse(0);
        failures.forEach(failure -> out.println(failure.at().truncatedTo(ChronoUnit.SECONDS) + "  "
                + padded(Printable.line(failure.path()), width) + "  " + Printable.line(failure.error())));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void tellRest(JobView view, Fetched fetched) {
        PrintWriter err = spec.commandLine().getErr();
        if (fetched.more()) {
            err.println("there are more: --offset " + (page.offset() + fetched.failures().size())
                    + " shows the next ones, --all all of them");
        } else if (fetched.failures().isEmpty()) {
            err.println("job " + view.jobName() + " has " + (page.offset() > 0 ? "no more failures" : "no failures"));
        }
        long shown = page.offset() + fetched.failures().size();
        if (!fetched.more() && view.count("failed") > shown) {
            err.println("job " + view.jobName() + " counted " + view.count("failed")
                    + " failures: of a path that failed"
                    + " several times the last one is shown, and 100,000 paths are kept at most; irods-ingest retry "
                    + view.jobName() + " tries the others too");
        }
    }
}
