package io.irodsingest.standalone;

import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.AdminClient;
import io.irodsingest.cli.AdminClient.AwayException;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.Progress;
import io.irodsingest.cli.Sources;
import io.irodsingest.cli.Summary;
import io.irodsingest.cli.Watch;
import io.irodsingest.miniirods.MiniIrods;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "demo", description = "Ingests a directory into a small iRODS of its own, with everything in this process. "
        + "Nothing stays behind; the directory is only read.")
final class DemoCommand implements Callable<Integer> {
    private static final int DEFAULT_THREADS = 4;

    private enum Operation {
        REGISTER_SYNC, PUT
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The directory to ingest")
    private String directory;

    @Option(names = "--operation", paramLabel = "OPERATION", defaultValue = "REGISTER_SYNC", description = "REGISTER_SYNC registers files in place, PUT uploads them. Default: ${DEFAULT-VALUE}")
    private Operation operation;

    @Option(names = "--threads", paramLabel = "N", defaultValue = ""
            + DEFAULT_THREADS, description = "Tasks at work at a time. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else to stdout")
    private boolean json;

    @Option(names = "--keep", description = "Stay up when the directory is ingested, until Ctrl-C")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (threads < 1) {
            throw CommandException.wrongUse("--threads must be at least 1");
        }
        String source = Sources.absolute(directory);
        DemoServers servers = DemoServers.start(threads);
        Thread end = new Thread(servers::close, "shutdown");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            JobView job = ingest(servers, source);
            if (keep) {
                spec.commandLine().getErr().println("everything stays up until Ctrl-C");
                Thread.currentThread().join();
            }
            return Summary.isSuccess(job) ? 0 : 1;
        } catch (AwayException impossible) {
            throw CommandException.failure(impossible.getMessage());
        } finally {
            servers.close();
        }
    }

    private JobView ingest(DemoServers servers, String source) throws AwayException {
        PrintWriter out = spec.commandLine().getOut();
        AdminClient client = new AdminClient(servers.uri(), Optional.empty());
        String target = DemoServers.HOME + "/demo";
        JobView started = client
                .start(JobRequest.of(source, target).jobName("demo").operation(operation.name()).build());
        JobView job;
        try (Progress progress = Progress.to(spec.commandLine().getErr())) {
            job = Watch.untilEnd(client, started.id(), progress);
        }
        if (json) {
            out.println(client.written(DemoSummary.of(job)));
        } else {
            out.print(Summary.text(job, client.failures(job.id(), Summary.FAILURES_NAMED).failures()));
            out.println(whereToLook(servers, target));
        }
        out.flush();
        return job;
    }

    private String whereToLook(DemoServers servers, String target) {
        MiniIrods irods = servers.irods();
        String look = "iRODS was at " + irods.host() + ':' + irods.port() + ", zone " + DemoServers.ZONE + ", user "
                + DemoServers.USER + ", password " + DemoServers.PASSWORD + "; collection " + target;
        if (!keep) {
            return "  " + look.replace("was at", "was") + " (gone now; --keep lets it stay)";
        }
        return "  " + look.replace("was at", "is at") + System.lineSeparator() + "  the admin endpoint is at "
                + servers.uri()
                + "/api/v1/jobs; export IRODS_INGEST_URL=" + servers.uri() + " and try list, start, watch, stop";
    }
}
