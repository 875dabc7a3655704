package io.irodsingest.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.adminapi.JobRequest;
import io.irodsingest.adminapi.JobView;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.output.Progress;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.common.irods.IrodsClientProvider;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.embedded.Trees;
import io.irodsingest.testservers.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The end-to-end benchmark: a cluster of processes brings a generated tree into iRODS, pass after pass. */
@Command(name = "end-to-end", mixinStandardHelpOptions = true, description = {
        "Measures a cluster of processes of its own. The servers are those that the tests would use; iRODS is a mini-irods in "
                + "memory, or the one that IRODS_HOST and the other variables name.",
        "Passes: new (nothing is in the target), unchanged (everything is remembered), existing (the cache is ignored)."})
final class EndToEnd implements Callable<Integer> {
    private static final String OFF = "off";
    private static final String BUNDLE = ", bundle ";
    /** The one that mini-irods has, and every new iRODS. */
    private static final String RESOURCE = "demoResc";

    @Option(names = "--files", defaultValue = "50000", description = "Regular files. Default: ${DEFAULT-VALUE}")
    private int files;

    @Option(names = "--files-per-directory", defaultValue = "50", description = "Files in each directory at the lowest level. Default: ${DEFAULT-VALUE}")
    private int filesPerDirectory;

    @Option(names = "--depth", defaultValue = "2", description = "Levels of directories. Default: ${DEFAULT-VALUE}")
    private int depth;

    @Option(names = "--size", defaultValue = "0", description = "Bytes of each file. Default: ${DEFAULT-VALUE}")
    private int size;

    @Option(names = "--operations", split = ",", defaultValue = "REGISTER_SYNC", description = "REGISTER_SYNC, PUT, or both. Default: ${DEFAULT-VALUE}")
    private List<String> operations;

    @Option(names = "--clients", split = ",", description = "Clients of iRODS (irods4j, and with the Maven profile jargon also jargon), each measured on a cluster of its own. Default: all that the build has")
    private List<String> clients = IrodsClients.all().stream().map(IrodsClientProvider::name).toList();

    @Option(names = "--release", paramLabel = "N.N.N", defaultValue = "5.0.2", description = "Release of iRODS that mini-irods plays; irods4j needs 4.3.2 or newer. Default: ${DEFAULT-VALUE}")
    private String release;

    @Option(names = "--bundle", split = ",", defaultValue = "off", description = "What the jobs say of bundles (off, auto or a number), each measured; more than one for uploads only. Default: ${DEFAULT-VALUE}")
    private List<String> bundles;

    @Option(names = "--priced", description = "Let each request to mini-irods take as long as on a real server that was measured")
    private boolean priced;

    @Option(names = "--workers", defaultValue = "1", description = "Worker processes. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(names = "--threads", defaultValue = "4", description = "Threads of each worker. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--rounds", defaultValue = "1", description = "How often everything is done; the first round warms up the JVMs. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--json", description = "A file for the figures as JSON")
    private Optional<Path> json = Optional.empty();

    @Spec
    private CommandSpec spec;

    private enum Pass {
        NEW, UNCHANGED, EXISTING
    }

    private EndToEnd() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EndToEnd()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, AwayException {
        List<String> known = IrodsClients.all().stream().map(IrodsClientProvider::name).toList();
        for (String client : clients) {
            if (!known.contains(client)) {
                throw new ParameterException(spec.commandLine(),
                        "--clients: this build has no '" + client + "', but " + String.join(", ", known));
            }
        }
        Path directory = Files.createTempDirectory("irods-ingest-benchmark");
        try {
            Path source = directory.resolve("source");
            int leaves = Math.ceilDiv(files, filesPerDirectory);
            int fanOut = depth == 0 ? 0 : (int) Math.ceil(Math.pow(leaves, 1.0 / depth));
            SourceTree.Made made = new SourceTree(depth, fanOut, depth == 0 ? files : filesPerDirectory, size, size, 1)
                    .makeIn(source);
            System.out.printf("%,d files of %,d bytes in %,d directories; %d workers with %d threads; %s%n",
                    made.files(), size,
                    made.directories(), workers, threads, Machine.describe());
            List<Measurement> measurements = new ArrayList<>();
            for (String client : clients) {
                Path logs = Files.createTempDirectory(directory, client);
                try (Processes processes = Processes.start(logs, workers, threads, client, release, priced)) {
                    measurements.addAll(measure(processes, client, source, made));
                }
            }
            Table.print(measurements);
            ratios(measurements).forEach(System.out::println);
            if (json.isPresent()) {
                Files.writeString(json.get(),
                        JsonMapper.builder().findAndAddModules().build().writerWithDefaultPrettyPrinter()
                                .writeValueAsString(measurements));
            }
        } finally {
            Trees.delete(directory);
        }
        return 0;
    }

    private List<Measurement> measure(Processes processes, String client, Path source, SourceTree.Made made)
            throws IOException, AwayException {
        List<Measurement> measurements = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (String operation : operations) {
                for (String bundle : bundles) {
                    String target = processes.home() + "/bench-" + client + '-' + operation.toLowerCase(Locale.ROOT)
                            + '-' + bundle + '-' + round;
                    for (Pass pass : Pass.values()) {
                        measurements.add(measure(processes, client, name(operation, pass, bundle, round), made.files(),
                                JobRequest.of(source.toString(), target).operation(operation).bundle(bundle)
                                        .resource(bundle.equals(OFF) ? null : RESOURCE)
                                        .ignoreCache(pass == Pass.EXISTING).build()));
                    }
                }
            }
        }
        return measurements;
    }

    private String name(String operation, Pass pass, String bundle, int round) {
        return operation + ' ' + pass.name().toLowerCase(Locale.ROOT)
                + (bundles.size() > 1 ? BUNDLE + bundle : "") + (rounds > 1 ? ", round " + round : "");
    }

    /** How many times as fast new files come in with bundles as without. */
    private static List<String> ratios(List<Measurement> measurements) {
        List<String> ratios = new ArrayList<>();
        for (Measurement single : measurements) {
            if (single.pass().contains("new" + BUNDLE + OFF)) {
                String before = single.pass().substring(0, single.pass().indexOf(BUNDLE) + BUNDLE.length());
                String after = single.pass().substring(before.length() + OFF.length());
                measurements.stream().filter(other -> other != single && other.client().equals(single.client())
                        && other.pass().startsWith(before) && other.pass().endsWith(after)).forEach(
                                other -> ratios.add(String.format(Locale.ROOT, "%s, %s: %.2f times as fast as off",
                                        other.client(), other.pass(),
                                        other.filesPerSecond() / single.filesPerSecond())));
            }
        }
        return ratios;
    }

    private static Measurement measure(Processes processes, String client, String name, long files,
            JobRequest request) throws IOException, AwayException {
        AdminClient admin = processes.client();
        Figures before = Figures.of(processes);
        JobView job = Watch.untilEnd(admin, admin.start(request).id(), Progress.NONE);
        if (!job.state().equals("COMPLETED")) {
            throw new IOException(
                    "the job ended as " + job.state() + job.error().map(error -> ": " + error).orElse(""));
        }
        return Measurement.of(client, name, files, job.pass().elapsedTime(), Figures.of(processes).since(before));
    }
}
