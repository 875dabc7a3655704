package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.FailurePages;
import io.irodsingest.cli.handler.EventHandlerFiles;
import io.irodsingest.cli.output.CheckReport;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.FailurePages.Fetched;
import io.irodsingest.handlerapi.Operation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "check", sortOptions = false, description = {"Compares a source with a target and changes nothing.",
        "Exit code 0 when they agree, 1 when they differ or could not be compared."})
final class CheckCommand implements Callable<Integer>, ScheduledCommand.Source {
    private static final int DIFFERENCES_SHOWN = 100;

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Places places;

    @Option(names = "--operation", paramLabel = "OPERATION", description = "How the target was made: ${COMPLETION-CANDIDATES}. Default: REGISTER_SYNC")
    private Operation operation;

    @Option(names = "--to-resource", paramLabel = "RESOURCE", description = "The root resource whose replicas are compared")
    private String resource;

    @Option(names = "--event-handler", paramLabel = "FILE", description = "The event handler that the target was made with; none of its hooks is called")
    private Path eventHandler;

    @Option(names = "--checksum", description = "Compare contents too, by the checksums that the catalog has (SHA-256, SHA-512, SHA-1 or MD5): files of such data objects are read whole. Those without one are compared by size")
    private boolean checksum;

    @Option(names = "--all", description = "Show all differences, and not only the first " + DIFFERENCES_SHOWN)
    private boolean all;

    @Option(names = "--json", description = "Print what was found as JSON")
    private boolean json;

    @Option(names = "--progress", description = "Show progress meanwhile")
    private boolean progress;

    @ArgGroup(validate = false, order = 1, heading = "%nWhat is left out:%n")
    private ExclusionOptions exclusions = new ExclusionOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nWhen its turn is, and how long it may take:%n")
    private TimingOptions timing = new TimingOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nWhere a bucket is:%n")
    private BucketOptions bucket = new BucketOptions();

    @Override
    public Integer call() {
        return IrodsIngest.talking(this::check);
    }

    private int check() throws AwayException {
        AdminClient client = root.client();
        CommandLine command = spec.commandLine();
        JobView ended = Ending.watched(client, places.start(client, request()),
                progress ? Progress.to(command.getErr()) : Progress.NONE, command);
        Fetched found = new FailurePages(client, ended.id()).fetch(0,
                all ? Integer.MAX_VALUE - 1 : DIFFERENCES_SHOWN);
        CheckReport report = CheckReport.of(ended, found.failures(), found.more());
        PrintWriter out = command.getOut();
        if (json) {
            out.println(client.written(report));
        } else {
            print(report, out);
        }
        return report.agree() ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    @Override
    public ScheduleAction action() {
        return new ScheduleAction(Optional.of(request()), Optional.empty());
    }

    private JobRequest request() {
        JobRequestBuilder request = places.request(bucket).mode("CHECK").checksum(checksum).resource(resource)
                .operation(operation == null ? null : operation.name())
                .eventHandler(eventHandler == null ? null : EventHandlerFiles.read(eventHandler));
        exclusions.into(request);
        timing.into(request);
        return request.build();
    }

    private static void print(CheckReport report, PrintWriter out) {
        report.differences().forEach(found -> out.println(
                Printable.line(found.path()) + ": " + Printable.line(found.error())));
        if (report.more()) {
            out.println("and more; --all shows them all");
        }
        out.println(report.summary());
    }
}
