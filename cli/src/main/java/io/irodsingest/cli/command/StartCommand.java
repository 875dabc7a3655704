package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.FailurePages;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.cli.output.DryRunReport;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.output.Summary;
import io.irodsingest.adminapi.FailureList.Failure;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.cli.client.AwayException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

@Command(name = "start", description = "Starts a job that brings a directory tree into iRODS.", sortOptions = false)
final class StartCommand implements Callable<Integer>, ScheduledCommand.Source {
    /** So long it is waited for a worker to look at source and target. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Places places;

    @Option(names = "--job-name", paramLabel = "NAME", description = "Unique among the jobs that have not ended. Default: a UUID")
    private String jobName;

    @Option(names = {"-i",
            "--interval"}, paramLabel = "SECONDS", converter = Numbers.Seconds.class, description = "Run again every so many seconds; a pass that still runs is not doubled")
    private Double interval;

    @Option(names = "--dry-run", description = "Change nothing: wait until everything was looked at, and print what would be done")
    private boolean dryRun;

    @Option(names = "--json", description = "With --dry-run: print what would be done as JSON, with the names of all that would be deleted")
    private boolean json;

    @Mixin
    private WaitingOptions waiting;

    @ArgGroup(validate = false, order = 1, heading = "%nWhat is done:%n")
    private OperationOptions operation = new OperationOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nWhat is left out:%n")
    private ExclusionOptions exclusions = new ExclusionOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nWhat happens when something fails:%n")
    private FailureOptions failures = new FailureOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nHow the work is divided:%n")
    private DivisionOptions division = new DivisionOptions();

    @ArgGroup(validate = false, order = 5, heading = "%nHow much of the cluster it may take:%n")
    private LimitOptions limits = new LimitOptions();

    @ArgGroup(validate = false, order = 6, heading = "%nWhen its turn is, and how long it may take:%n")
    private TimingOptions timing = new TimingOptions();

    @ArgGroup(validate = false, order = 7, heading = "%nWhat it comes after, and what follows it:%n")
    private ChainOptions chain = new ChainOptions();

    @ArgGroup(validate = false, order = 8, heading = "%nWhere a bucket is:%n")
    private BucketOptions bucket = new BucketOptions();

    @Override
    public Integer call() {
        if (dryRun && interval != null) {
            throw CommandException.wrongUse("a dry run is a single pass: leave out --interval or --dry-run");
        }
        if (places.byList() && interval != null) {
            throw CommandException.wrongUse("a list is for a single pass: leave out --interval or --from-list");
        }
        if (json && !dryRun) {
            throw CommandException.wrongUse("--json goes with --dry-run; irods-ingest list prints jobs as JSON");
        }
        return IrodsIngest.talking(this::start);
    }

    private int start() throws AwayException {
        AdminClient client = root.client();
        CommandLine command = spec.commandLine();
        JobRequest request = request();
        JobView job = places.start(client, request);
        if (json) {
            return report(client, waiting.await(client, job, command), command);
        }
        if (waiting.wanted() || dryRun) {
            return Ending.tell(client, waiting.await(client, job, command), command);
        }
        JobView begun = Watch.until(view -> !view.state().equals("QUEUED"), client, job.id(), Progress.NONE,
                Instant.now().plus(LONGEST_LOOK));
        return tell(begun, command);
    }

    private static int report(AdminClient client, JobView ended, CommandLine command) throws AwayException {
        List<Failure> named = new FailurePages(client, ended.id()).fetch(0, Integer.MAX_VALUE - 1).failures();
        command.getOut().println(client.written(DryRunReport.of(ended, named)));
        command.getOut().flush();
        return Summary.isSuccess(ended) ? ExitCodes.OK : ExitCodes.FAILURE;
    }

    @Override
    public ScheduleAction action() {
        return new ScheduleAction(Optional.of(request()), Optional.empty());
    }

    private JobRequest request() {
        JobRequestBuilder request = places.request(bucket).jobName(jobName).interval(interval)
                .mode(dryRun ? "DRY_RUN" : null);
        operation.into(request);
        exclusions.into(request);
        failures.into(request);
        division.into(request);
        limits.into(request);
        timing.into(request);
        chain.into(request);
        JobRequest built = request.build();
        PrintWriter err = spec.commandLine().getErr();
        PatternHints.of(built).forEach(hint -> err.println("irods-ingest: " + hint));
        return built;
    }

    private static int tell(JobView job, CommandLine command) {
        if (job.state().equals("FAILED") || job.state().equals("EXPIRED")) {
            throw CommandException.failure("job " + job.jobName() + " " + job.state().toLowerCase(Locale.ROOT) + ": "
                    + job.error().orElse("no reason known"));
        }
        command.getOut().println(job.jobName());
        command.getOut().flush();
        String waits = job.waitingFor().isEmpty() ? "" : ", it waits for " + String.join("; ", job.waitingFor());
        command.getErr().println("job " + job.jobName() + " is " + job.state() + waits
                + "; irods-ingest watch " + job.jobName() + " shows how it goes on");
        return ExitCodes.OK;
    }
}
