package io.irodsingest.cli.command;

import io.irodsingest.cli.command.shell.CompletionCommand;
import io.irodsingest.cli.command.shell.ContextCommand;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.client.CaFile;
import io.irodsingest.cli.client.Contexts;
import io.irodsingest.cli.client.Contexts.Context;
import io.irodsingest.cli.client.LocalToken;
import io.irodsingest.cli.client.Token;
import io.irodsingest.cli.command.batch.BatchCommand;
import io.irodsingest.cli.command.batch.ProcessorsCommand;
import io.irodsingest.cli.command.batch.QueryCommand;
import io.irodsingest.cli.command.schedule.ScheduleCommand;
import io.irodsingest.cli.log.ClientLog;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.cli.output.PrintableWriter;
import io.irodsingest.cli.output.Screen;
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
import picocli.CommandLine.Model.OptionSpec;
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
    private static final String CONTEXT = "--context";
    private static final String CONTEXT_DESCRIPTION = "The cluster of this name in your file of contexts, instead of --url and all variables; irods-ingest context list shows them";

    @Spec
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", scope = ScopeType.INHERIT, description = "The orchestrator's address; variable IRODS_INGEST_URL. Default: that of the chosen context, or "
            + DEFAULT_URL)
    private Optional<String> url = Optional.empty();

    /** Not inherited: {@code batch submit} has an option of this name that means something else. */
    @Option(names = CONTEXT, paramLabel = "CONTEXT", description = CONTEXT_DESCRIPTION)
    private Optional<String> context = Optional.empty();

    @Option(names = "--token-file", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "A file with the token for the orchestrator; variables IRODS_INGEST_TOKEN_FILE, "
            + "and IRODS_INGEST_TOKEN for the token itself. That of a standalone of yours on this machine is found without")
    private Path tokenFile;

    @Option(names = "--ca-file", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "Certificates in PEM of the authorities that are trusted for an orchestrator at https,"
            + " besides the JVM's own; variable IRODS_INGEST_CA_FILE")
    private Path caFile;

    private final Map<String, String> environment;
    private final PrintWriter stdout = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private Screen screen = Screen.plain(stdout);

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
        IrodsIngest root = new IrodsIngest(environment);
        CommandLine commandLine = new CommandLine(root);
        List.of(new StartCommand(), new CheckCommand(), new ListCommand(), new ShowCommand(), new WatchCommand(),
                new StopCommand(),
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
        commandLine.getSubcommands().values().forEach(root::takeContext);
        return commandLine.addSubcommand(new ProfileCommand()).addSubcommand(new TokenCommand())
                .addSubcommand(ContextCommand.commandLine()).addSubcommand(new CompletionCommand())
                .setOut(root.stdout)
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
        if (commandLine.getCommand() instanceof IrodsIngest root) {
            root.screen = out == root.stdout ? Screen.stdout(out, root.environment) : Screen.plain(out);
        }
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

    /** Has the command and those below it take the option behind their names too, unless it is theirs already. */
    private void takeContext(CommandLine command) {
        CommandSpec taker = command.getCommandSpec();
        if (!taker.optionsMap().containsKey(CONTEXT)) {
            taker.addOption(OptionSpec.builder(CONTEXT).paramLabel("CONTEXT").type(String.class)
                    .description(CONTEXT_DESCRIPTION).setter(new CommandLine.Model.ISetter() {
                        @Override
                        public <T> T set(T value) {
                            // null is what stands in a command that was not given the option, though its parent may have been
                            if (value instanceof String name) {
                                context = Optional.of(name);
                            }
                            return value;
                        }
                    }).build());
        }
        command.getSubcommands().values().forEach(this::takeContext);
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

    /** Where results are printed. */
    public Screen screen() {
        return screen;
    }

    /** The clusters that the user has named. */
    public Contexts contexts() {
        return Contexts.of(environment);
    }

    /** The orchestrator that the options, the variables or a context name. */
    public AdminClient client() {
        if (context.isPresent() && url.isPresent()) {
            throw CommandException.wrongUse("give either --context or --url: a context has an address of its own");
        }
        Optional<String> said = url.or(() -> context.isPresent()
                ? Optional.empty()
                : Optional.ofNullable(environment.get("IRODS_INGEST_URL")).filter(text -> !text.isBlank()));
        Optional<Context> cluster = said.isPresent()
                ? Optional.empty()
                : context.map(contexts()::named).or(contexts()::chosen);
        URI address = said.map(text -> address(text, "check --url or IRODS_INGEST_URL"))
                .or(() -> cluster.map(one -> address(one.url(),
                        "check context " + Printable.line(one.name()) + " in '" + contexts().file() + "'")))
                .orElseGet(() -> URI.create(DEFAULT_URL));
        // a token in a variable is for another cluster than that of a context, which must not see it
        Map<String, String> secrets = cluster.isPresent() ? Map.of() : environment;
        Path tokens = cluster.filter(one -> tokenFile == null).flatMap(Context::tokenFile).orElse(tokenFile);
        Path authorities = cluster.filter(one -> caFile == null).flatMap(Context::caFile).orElse(caFile);
        Optional<String> token = Token.find(tokens, secrets);
        return new AdminClient(address, () -> token.or(() -> LocalToken.find(address, environment)),
                CaFile.find(authorities, secrets));
    }

    private static URI address(String text, String advice) {
        try {
            URI address = URI.create(text);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException malformed) {
            throw wrongUrl(text, advice);
        }
        throw wrongUrl(text, advice);
    }

    private static CommandException wrongUrl(String text, String advice) {
        return CommandException.wrongUse("'" + Printable.line(text) + "' is no address of an orchestrator, like "
                + DEFAULT_URL + "; " + advice);
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
