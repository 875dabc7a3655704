package io.irodsingest.standalone;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.client.LocalToken;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.MachineLimits;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.irods.InvalidIrodsEnvironmentException;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsClientProvider;
import io.irodsingest.common.irods.IrodsClients;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.PoolSettings;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "standalone", description = "Runs orchestrator, broker, Redis and a worker in this process, durable in a data directory, "
        + "for the iRODS that the environment names (as for the iCommands). Only its user may use it, by a token that the"
        + " other commands find by themselves. Ends on SIGTERM and Ctrl-C.")
final class StandaloneCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where jobs and what was synced are kept. Default: irods-ingest below $XDG_DATA_HOME, or ~/.local/share/irods-ingest")
    private Optional<Path> dataDirectory = Optional.empty();

    @Option(names = "--threads", paramLabel = "N", defaultValue = "4", description = "Tasks at work at a time, each with a connection to iRODS. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "Port of the admin endpoint on 127.0.0.1; 0 for a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        if (threads < 1 || port < 0 || port > 65_535) {
            throw CommandException.wrongUse("--threads must be at least 1, and --port from 0 to 65535");
        }
        IrodsEnvironment environment = environment();
        IrodsClientProvider client = client();
        Termination termination = Termination.bySignals();
        checkThatWeAreWelcome(client, environment);
        Path data = dataDirectory.orElseGet(() -> LocalToken.dataDirectory(System.getenv())).toAbsolutePath();
        TokenFiles token = new TokenFiles(System.getenv());
        boolean dashboard = wantsDashboard();
        EmbeddedCluster cluster = start(data, environment, token, dashboard);
        termination.closes(cluster::close);
        Path tokenFile = token.publish(cluster.uri(), Optional.of(data.resolve("token")));
        termination.closes(token::close);
        spec.commandLine().getErr()
                .println("irods-ingest runs at " + cluster.uri() + " for " + environment.qualifiedUser() + " on "
                        + environment.address() + "; data in " + data + ", token in " + tokenFile
                        + "; Ctrl-C ends it"
                        + (dashboard
                                ? System.lineSeparator() + "dashboard: " + cluster.uri()
                                        + "/, to which one signs in with that token"
                                : ""));
        termination.await();
        return 0;
    }

    private static boolean wantsDashboard() {
        try {
            return Settings.build(System.getenv(), OrchestratorSettings::dashboard);
        } catch (InvalidSettingsException wrong) {
            throw CommandException.wrongUse(String.join("; ", wrong.problems()));
        }
    }

    private EmbeddedCluster start(Path data, IrodsEnvironment environment, TokenFiles token, boolean dashboard)
            throws InterruptedException {
        MachineLimits.ofFiles(MachineLimits.FILES_OF_ALL_IN_ONE).ifPresent(trouble -> {
            throw CommandException.failure(trouble);
        });
        try {
            MachineLimits.ofSpace(data).ifPresent(trouble -> {
                throw CommandException.failure(trouble);
            });
            return EmbeddedCluster.start(new EmbeddedCluster.Options(Optional.of(data), threads,
                    OrchestratorSettings.onLoopback().withPort(port).asking(token.known()).withDashboard(dashboard),
                    Guard.read(System.getenv()).keeping(data)), environment);
        } catch (IOException impossible) {
            throw CommandException.failure(impossible.getMessage());
        }
    }

    private static IrodsEnvironment environment() {
        try {
            return IrodsEnvironment.read(System.getenv(), LocalToken.home(System.getenv()));
        } catch (InvalidIrodsEnvironmentException wrong) {
            throw CommandException.wrongUse(wrong.getMessage());
        }
    }

    /** The library that speaks to iRODS. */
    static IrodsClientProvider client() {
        try {
            return IrodsClients.chosen(System.getenv());
        } catch (InvalidIrodsEnvironmentException wrong) {
            throw CommandException.wrongUse(wrong.getMessage());
        }
    }

    private void checkThatWeAreWelcome(IrodsClientProvider client, IrodsEnvironment environment)
            throws InterruptedException {
        try (Irods irods = client.open(environment, PoolSettings.read(System.getenv(), 1))) {
            irods.session().close();
        } catch (IrodsException refused) {
            throw CommandException.failure(refused.getMessage());
        } catch (InvalidIrodsEnvironmentException wrong) {
            throw CommandException.wrongUse(wrong.getMessage());
        } catch (UnavailableException away) {
            spec.commandLine().getErr().println("iRODS is away, jobs will wait for it: " + away.getMessage());
        }
    }
}
