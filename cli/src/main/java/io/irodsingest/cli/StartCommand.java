package io.irodsingest.cli;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.AdminClient.AwayException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "start", description = "Starts a job that brings a directory tree into iRODS.")
final class StartCommand implements Callable<Integer> {
    /** So long it is waited for a worker to look at source and target. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private enum Operation {
        REGISTER_SYNC, PUT
    }

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "A directory that the workers see; a file: URI for a name that is not text")
    private String source;

    @Parameters(index = "1", paramLabel = "TARGET", description = "A collection, like /tempZone/home/rods/data")
    private String target;

    @Option(names = "--job-name", paramLabel = "NAME", description = "Unique among the jobs that have not ended. Default: a UUID")
    private Optional<String> jobName = Optional.empty();

    @Option(names = "--operation", paramLabel = "OPERATION", description = "What is done with what is new or changed: REGISTER_SYNC registers files in place, "
            + "PUT uploads them. Default: REGISTER_SYNC")
    private Optional<Operation> operation = Optional.empty();

    @Option(names = "--to-resource", paramLabel = "RESOURCE", description = "The root resource for replicas")
    private Optional<String> resource = Optional.empty();

    @Option(names = "--files-per-task", paramLabel = "N", description = "Most files in a task. Default: 50")
    private Optional<Integer> filesPerTask = Optional.empty();

    @Option(names = "--event-handler", paramLabel = "FILE", description = "What gives the job its behaviour: a .yaml file, a .java file, which is compiled here, or a .jar. "
            + "It travels with the job")
    private Optional<Path> eventHandler = Optional.empty();

    @Option(names = "--ignore-cache", description = "Treat every entry as new")
    private boolean ignoreCache;

    @Option(names = "--synchronous", description = "Wait until the job has ended; exit code 0 only if nothing failed")
    private boolean synchronous;

    @Option(names = "--progress", description = "Show progress until the job has ended, as --synchronous does")
    private boolean progress;

    @Override
    public Integer call() {
        if (filesPerTask.isPresent() && filesPerTask.get() < 1) {
            throw new ParameterException(spec.commandLine(),
                    "Invalid value for option '--files-per-task': " + filesPerTask.get() + " is less than 1");
        }
        return IrodsIngest.talking(this::start);
    }

    private int start() throws AwayException {
        AdminClient client = root.client();
        JobView job = client.start(JobRequest.of(Sources.absolute(source), target)
                .jobName(jobName.orElse(null)).operation(operation.map(Enum::name).orElse(null))
                .resource(resource.orElse(null)).filesPerTask(filesPerTask.orElse(null)).ignoreCache(ignoreCache)
                .eventHandler(eventHandler.map(EventHandlerFiles::read).orElse(null))
                .build());
        CommandLine command = spec.commandLine();
        if (synchronous || progress) {
            return Ending.await(client, job, progress ? Progress.to(command.getErr()) : Progress.NONE, command);
        }
        JobView begun = Watch.until(view -> !view.state().equals("QUEUED"), client, job.id(), Progress.NONE,
                Instant.now().plus(LONGEST_LOOK));
        return tell(begun, command);
    }

    private static int tell(JobView job, CommandLine command) {
        if (job.state().equals("FAILED")) {
            throw CommandException
                    .failure("job " + job.jobName() + " failed: " + job.error().orElse("no reason known"));
        }
        command.getOut().println(job.jobName());
        command.getOut().flush();
        String waits = job.waitingFor().isEmpty() ? "" : ", it waits for " + String.join("; ", job.waitingFor());
        command.getErr().println("job " + job.jobName() + " is " + job.state() + waits
                + "; irods-ingest watch " + job.jobName() + " shows how it goes on");
        return ExitCodes.OK;
    }
}
