package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.CaFile;
import io.irodsingest.cli.client.LocalToken;
import io.irodsingest.cli.client.Token;
import io.irodsingest.cli.command.batch.BatchCommand;
import io.irodsingest.cli.command.batch.ProcessorsCommand;
import io.irodsingest.cli.command.batch.QueryCommand;
import io.irodsingest.cli.command.schedule.ScheduleCommand;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.cli.output.PrintableWriter;
import io.irodsingest.cli.client.AwayException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line; others may add commands to {@link #commandLine()}. */
@Command(name = "irods-ingest", description = "Brings directory trees under iRODS management.", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, versionProvider = IrodsIngest.Version.class, synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:done, and nothing failed", "1:it could not be done, or something failed",
        "2:wrong use: an unknown option, a missing argument"})
public final class IrodsIngest implements Callable<Integer> {
    private static final String DEFAULT_URL = "http://127.0.0.1:8080";

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", scope = ScopeType.INHERIT, defaultValue = "${env:IRODS_INGEST_URL:-"
            + DEFAULT_URL
            + "}", description = "The orchestrator's address; variable IRODS_INGEST_URL. Default: " + DEFAULT_URL)
    private String url;

    @Option(names = "--token-file", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "A file with the token for the orchestrator; variables IRODS_INGEST_TOKEN_FILE, "
            + "and IRODS_INGEST_TOKEN for the token itself. That of a standalone of yours on this machine is found without")
    private Path tokenFile;

    @Option(names = "--ca-file", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "Certificates in PEM of the authorities that are trusted for an orchestrator at https,"
            + " besides the JVM's own; variable IRODS_INGEST_CA_FILE")
    private Path caFile;

    private final Map<String, String> environment;

    private IrodsIngest(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(run(commandLine(), RawArguments.repaired(arguments)));
    }

    /** The command line with all commands of this module. It prints UTF-8 in any locale: names must not be lost. */
    public static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine commandLine = new CommandLine(new IrodsIngest(environment));
        List.of(new StartCommand(), new CheckCommand(), new ListCommand(), new WatchCommand(), new StopCommand(),
                new PauseCommand(), new ResumeCommand(), new FailuresCommand(), new RetryCommand(),
                new HistoryCommand(),
                new WorkersCommand(), new DrainCommand(), new UndrainCommand(), new QueuesCommand(),
                new DeadLettersCommand(), new HealthCommand(), new ProcessorsCommand())
                .forEach(commandLine::addSubcommand);
        CommandLine batch = BatchCommand.commandLine();
        CommandLine schedule = ScheduleCommand.commandLine();
        CommandLine query = QueryCommand.commandLine();
        Stream.of(commandLine, schedule, batch, query).flatMap(parent -> parent.getSubcommands().values().stream())
                .forEach(command -> command.addMixin(LogOptions.NAME, new LogOptions()));
        query.addMixin(LogOptions.NAME, new LogOptions());
        commandLine.addSubcommand(batch).addSubcommand(query).addSubcommand(schedule);
        return commandLine.addSubcommand(new ProfileCommand()).addSubcommand(new TokenCommand())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }

    /**
     * Runs a command. Options are taken in snake_case too, values of choices in lower case; errors are told in one line. What is
     * printed has no control characters; when it cannot be written, the command has failed.
     *
     * @return the exit code
     */
    public static int run(CommandLine commandLine, String... arguments) {
        PrintWriter out = commandLine.getOut();
        PrintWriter err = commandLine.getErr();
        int exitCode = parsing(commandLine).setOut(PrintableWriter.to(out)).setErr(PrintableWriter.to(err))
                .setParameterExceptionHandler(Complaints::wrongUse)
                .setExecutionExceptionHandler(Complaints::failed).setUsageHelpAutoWidth(true)
                .setExecutionStrategy(parsed -> logged(parsed, out)).execute(Arguments.inKebabCase(arguments));
        if (commandLine.getOut().checkError()) {
            Complaints.tell(commandLine, "the output could not be written");
            return exitCode == ExitCodes.OK ? ExitCodes.FAILURE : exitCode;
        }
        return exitCode;
    }

    /** How arguments are read. */
    static CommandLine parsing(CommandLine commandLine) {
        return commandLine.setAbbreviatedOptionsAllowed(false).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** @param raw for the help, which has colours on a terminal */
    private static int logged(ParseResult parsed, PrintWriter raw) {
        CommandLine command = parsed.commandSpec().commandLine();
        boolean help = parsed.asCommandLineList().stream()
                .anyMatch(one -> one.isUsageHelpRequested() || one.isVersionHelpRequested());
        if (help) {
            command.setOut(raw);
        }
        Optional<ClientLog> log = help ? Optional.empty() : logWishedFor(parsed, command);
        try {
            ClientLog.LOG.info(() -> "irods-ingest " + String.join(" ", parsed.originalArgs()));
            int exitCode = new CommandLine.RunLast().execute(parsed);
            ClientLog.LOG.info(() -> "exit code " + exitCode);
            return exitCode;
        } catch (ExecutionException failed) {
            ClientLog.LOG
                    .severe(() -> failed.getCause() == null ? failed.getMessage() : failed.getCause().getMessage());
            throw failed;
        } finally {
            log.ifPresent(ClientLog::close);
        }
    }

    private static Optional<ClientLog> logWishedFor(ParseResult parsed, CommandLine command) {
        try {
            return LogOptions.of(parsed).flatMap(options -> options.open(command.getErr()));
        } catch (CommandException wrong) {
            throw new ExecutionException(command, wrong.getMessage(), wrong);
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing command: one of "
                + String.join(", ", spec.subcommands().keySet()));
    }

    /** The orchestrator that the options name. */
    public AdminClient client() {
        URI address = address();
        Optional<String> token = Token.find(tokenFile, environment);
        return new AdminClient(address, () -> token.or(() -> LocalToken.find(address, environment)),
                CaFile.find(caFile, environment));
    }

    private URI address() {
        try {
            URI address = URI.create(url);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            throw wrongUrl();
        }
        throw wrongUrl();
    }

    private CommandException wrongUrl() {
        return CommandException.wrongUse("'" + url + "' is no address of an orchestrator, like " + DEFAULT_URL
                + "; check --url or IRODS_INGEST_URL");
    }

    /** What talks to an orchestrator. */
    @FunctionalInterface
    public interface Talk {
        int run() throws AwayException;
    }

    /** Runs what talks to an orchestrator; when that is away, this is told and the command has failed. */
    public static int talking(Talk talk) {
        try {
            return talk.run();
        } catch (AwayException away) {
            throw CommandException.failure(away.getMessage());
        }
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = IrodsIngest.class.getPackage().getImplementationVersion();
            return new String[]{"irods-ingest " + (version == null ? "development" : version)};
        }
    }
}
