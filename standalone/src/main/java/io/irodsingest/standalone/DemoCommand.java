package io.irodsingest.standalone;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobRequestBuilder;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.Sources;
import io.irodsingest.cli.output.Summary;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "demo", description = "Ingests a directory or a bucket into a small iRODS of its own, with everything in this process. "
        + "Nothing stays behind; the directory is only read.")
final class DemoCommand implements Callable<Integer> {
    private static final int DEFAULT_THREADS = 4;
    private static final String TARGET = DemoServers.HOME + "/demo";

    private enum Operation {
        REGISTER_SYNC, PUT
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The directory to ingest; with --s3, its files become the objects of the bucket, and without it there are a few thousand small ones")
    private Optional<String> directory = Optional.empty();

    @Option(names = "--s3", description = "Ingest a bucket in an S3 store of the demo's own")
    private boolean s3;

    @Option(names = "--operation", paramLabel = "OPERATION", description = "REGISTER_SYNC registers files in place, PUT uploads them. Default: REGISTER_SYNC, with --s3 PUT")
    private Optional<Operation> operation = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", defaultValue = ""
            + DEFAULT_THREADS, description = "Tasks at work at a time. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else to stdout")
    private boolean json;

    @Option(names = "--keep", description = "Stay up when the directory is ingested, until Ctrl-C")
    private boolean keep;

    @Option(names = "--open", description = "With --keep: show the dashboard in the browser")
    private boolean open;

    /** Where the token lies while everything stays up. */
    private Optional<Path> tokenFile = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1) {
            throw CommandException.wrongUse("--threads must be at least 1");
        }
        if (open && !keep) {
            throw CommandException.wrongUse("--open needs --keep: without it there is nothing to look at");
        }
        if (directory.isEmpty() && !s3) {
            throw CommandException.wrongUse("Missing required parameter: 'DIR'; or --s3, for a bucket");
        }
        StandaloneCommand.client();
        Optional<String> source = directory.map(Sources::absolute);
        Optional<RawPath> tree = source.filter(path -> s3).map(RawPath::new);
        if (tree.isPresent() && !Files.isDirectory(tree.get().toPath())) {
            throw CommandException.failure("the source " + tree.get() + " does not exist or is no directory");
        }
        TokenFiles token = new TokenFiles(System.getenv());
        DemoServers servers = DemoServers.start(threads, token, source.map(path -> new RawPath(path).toPath()));
        Thread end = new Thread(() -> {
            token.close();
            servers.close();
        }, "shutdown");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            if (keep) {
                tokenFile = Optional.of(token.publish(servers.uri(), Optional.empty()));
            }
            if (open) {
                WebBrowser.open(servers.uri(), System.getenv()).ifPresent(spec.commandLine().getErr()::println);
            }
            JobView job = ingest(servers, token,
                    s3 ? ofBucket(servers, tree) : JobRequest.of(source.orElseThrow(), TARGET));
            if (keep) {
                spec.commandLine().getErr().println("everything stays up until Ctrl-C");
                Thread.currentThread().join();
            }
            return Summary.isSuccess(job) ? 0 : 1;
        } catch (AwayException impossible) {
            throw CommandException.failure(impossible.getMessage());
        } finally {
            token.close();
            servers.close();
        }
    }

    private JobRequestBuilder ofBucket(DemoServers servers, Optional<RawPath> tree) {
        DemoBucket bucket;
        try {
            bucket = servers.makeBucket(tree);
        } catch (IOException problem) {
            throw CommandException.failure("the bucket cannot be filled: " + problem.getMessage());
        }
        spec.commandLine().getErr().println(bucket.describe() + (keep ? "; it is at " + bucket.where() : ""));
        return JobRequest.of('/' + DemoBucket.NAME, TARGET).operation(Operation.PUT.name()).s3(bucket.access());
    }

    private JobView ingest(DemoServers servers, TokenFiles token, JobRequestBuilder wish) throws AwayException {
        PrintWriter out = spec.commandLine().getOut();
        AdminClient client = new AdminClient(servers.uri(), Optional.of(token.token()));
        operation.ifPresent(wanted -> wish.operation(wanted.name()));
        JobView started = client.start(wish.jobName("demo").build());
        JobView job;
        try (Progress progress = Progress.to(spec.commandLine().getErr())) {
            job = Watch.untilEnd(client, started.id(), progress);
        }
        if (json) {
            out.println(client.written(DemoSummary.of(job)));
        } else {
            out.print(Summary.text(job, client.failures(job.id(), Summary.FAILURES_NAMED).failures()));
            out.println(whereToLook(servers));
        }
        out.flush();
        return job;
    }

    private String whereToLook(DemoServers servers) {
        MiniIrods irods = servers.irods();
        String look = "iRODS was at " + irods.host() + ':' + irods.port() + ", zone " + DemoServers.ZONE + ", user "
                + DemoServers.USER + ", password " + DemoServers.PASSWORD + "; collection " + TARGET;
        if (!keep) {
            return "  " + look.replace("was at", "was") + " (gone now; --keep lets it stay)";
        }
        return "  " + look.replace("was at", "is at") + System.lineSeparator() + "  the admin endpoint is at "
                + servers.uri()
                + "/api/v1/jobs; export IRODS_INGEST_URL=" + servers.uri() + " and try list, start, watch, stop"
                + tokenFile.map(file -> System.lineSeparator() + "  the dashboard is at " + servers.uri()
                        + "/; the token to sign in with is in " + file).orElse("");
    }
}
