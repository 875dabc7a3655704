package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.adminapi.batch.QueryRequest;
import io.irodsingest.adminapi.batch.QueryView;
import io.irodsingest.adminapi.schedule.ScheduleAction;
import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.client.Watch;
import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.cli.command.ScheduledCommand;
import io.irodsingest.cli.output.Printable;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks slow queries; the commands about those that were asked stand below it. */
@Command(name = "query", sortOptions = false, customSynopsis = {
        "irods-ingest query [OPTION]... APP OP [INPUT]...", "irods-ingest query COMMAND"}, description = {
                "Asks a slow query, waits for its answer, and prints it as JSON.",
                "INPUT is a JSON object, or its members one by one: NAME=VALUE, or --NAME VALUE with an option that is none of these;"
                        + " what stands alone at first is the member path. Values are JSON, or else texts.",
                "Like irods-ingest query irods report /tempZone/home/rods --depth 2"})
public final class QueryCommand implements Callable<Integer>, ScheduledCommand.Source {
    private static final int WAIT_SECONDS = 10;
    /** So long an orchestrator may be away in the middle: a restart, an upgrade. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--no-wait", description = "Print the id of the query instead of its answer; irods-ingest query show prints the answer later")
    private boolean noWait;

    @Option(names = "--json", description = "Print all that is known of the query as JSON, not only its result")
    private boolean json;

    @Option(names = "--keep-for", paramLabel = "SECONDS", description = "Remember the answer for so many seconds. Default: 7 days")
    private Double keepFor;

    @Parameters(arity = "0..*", paramLabel = "APP OP INPUT", description = "The processor, and what it is asked")
    private List<String> words = List.of();

    private QueryCommand() {}

    /** With all that stand below it. */
    public static CommandLine commandLine() {
        CommandLine query = new CommandLine(new QueryCommand());
        Stream.<Object>of(new QueryCommands.Show(), new QueryCommands.Abort(), new QueryCommands.Files(),
                new QueryCommands.ListQueries()).forEach(query::addSubcommand);
        // of this command alone: those below it have no members of inputs
        query.getCommandSpec().parser().unmatchedOptionsArePositionalParams(true);
        return query;
    }

    BatchClient client() {
        return root.client().batches();
    }

    @Override
    public ScheduleAction action() {
        return new ScheduleAction(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(request()));
    }

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            BatchClient client = client();
            QueryView asked = client.ask(request());
            if (noWait) {
                spec.commandLine().getOut().println(asked.id());
                return ExitCodes.OK;
            }
            return tell(client, awaited(client, asked), json, spec.commandLine());
        });
    }

    private QueryRequest request() {
        if (words.size() < 2) {
            throw CommandException.wrongUse("give the application and the operation of a slow query, like"
                    + " irods-ingest query irods report /tempZone/home/rods; irods-ingest processors tells which there are");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("app", words.getFirst());
        fields.put("op", words.get(1));
        fields.put("input", QueryInput.of(words.subList(2, words.size())));
        if (keepFor != null) {
            fields.put("keep_for", keepFor);
        }
        return AdminJson.strict().convertValue(fields, QueryRequest.class);
    }

    /** Also while the orchestrator is away for some minutes. */
    static QueryView awaited(BatchClient client, QueryView asked) throws AwayException {
        QueryView query = asked;
        Instant lastAnswer = Instant.now();
        while (!query.ended()) {
            try {
                query = client.query(asked.id(), WAIT_SECONDS);
                lastAnswer = Instant.now();
            } catch (AwayException away) {
                if (Instant.now().isAfter(lastAnswer.plus(PATIENCE))) {
                    throw away;
                }
                Watch.pause();
            }
        }
        return query;
    }

    /** @return the exit code: 0 only for an answer that is no failure */
    static int tell(BatchClient client, QueryView query, boolean whole, CommandLine command) throws AwayException {
        boolean success = query.status().equals("success");
        if (whole) {
            command.getOut().println(client.client().written(query));
            return success ? ExitCodes.OK : ExitCodes.FAILURE;
        }
        if (!query.ended()) {
            throw CommandException.failure("query " + query.jobName() + " is " + query.status()
                    + " and has no answer yet; try later");
        }
        if (!success) {
            String reason = query.messages().map(messages -> String.join("; ", messages))
                    .or(() -> query.about().error())
                    .orElse("it has no answer");
            throw CommandException.failure("query " + query.jobName() + " is " + query.status() + ": "
                    + Printable.line(reason));
        }
        query.result().ifPresent(result -> command.getOut().println(client.client().written(result)));
        client.filesOfQuery(query.id()).files().forEach(file -> command.getErr().println("output file " + file.name()
                + " has " + file.bytes() + " bytes; irods-ingest query files " + query.id() + ' ' + file.name()
                + " prints it"));
        return ExitCodes.OK;
    }
}
