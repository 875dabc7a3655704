package io.irodsingest.cli.command.batch;

import io.irodsingest.adminapi.batch.FileList.OutputFile;
import io.irodsingest.adminapi.batch.QueryList;
import io.irodsingest.adminapi.batch.QueryView;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.cli.command.view.OutputOptions;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.cli.output.Table;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Commands about slow queries that were asked. */
final class QueryCommands {
    private QueryCommands() {}

    private abstract static class BatchConversation implements Callable<Integer> {
        @ParentCommand
        private QueryCommand parent;

        @Spec
        private CommandSpec spec;

        abstract int hold(BatchClient client) throws AwayException;

        @Override
        public final Integer call() {
            return IrodsIngest.talking(() -> hold(parent.client()));
        }

        final CommandLine command() {
            return spec.commandLine();
        }
    }

    private static final class QueryParameter {
        @Parameters(index = "0", paramLabel = "QUERY", description = "Its name or id")
        private String query;
    }

    @Command(name = "show", description = "Prints the answer to a slow query; exit code 1 when there is none yet.")
    static final class Show extends BatchConversation {
        @Mixin
        private QueryParameter query;

        @Option(names = "--wait", description = "Wait for it")
        private boolean wait;

        @Option(names = "--json", description = "Print all that is known of the query as JSON, not only its result")
        private boolean json;

        @Override
        protected int hold(BatchClient client) throws AwayException {
            QueryView view = client.query(query.query, 0);
            return QueryCommand.tell(client, wait ? QueryCommand.awaited(client, view) : view, json, command());
        }
    }

    @Command(name = "abort", description = "Ends a slow query before it is answered.")
    static final class Abort extends BatchConversation {
        @Mixin
        private QueryParameter query;

        @Override
        protected int hold(BatchClient client) throws AwayException {
            QueryView view = client.abortQuery(query.query);
            command().getOut().println("query " + Printable.line(view.jobName()) + " is " + view.status()
                    + (view.ended() ? "" : ", and ends in a moment"));
            return ExitCodes.OK;
        }
    }

    @Command(name = "files", description = "Shows the output files of a slow query, or one of them.")
    static final class Files extends BatchConversation {
        @Mixin
        private QueryParameter query;

        @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Print this file. Default: the names of all, and their bytes")
        private Optional<String> name = Optional.empty();

        @Mixin
        private DestinationOption destination;

        @Override
        protected int hold(BatchClient client) throws AwayException {
            if (name.isPresent()) {
                client.fileOfQuery(query.query, name.get(), destination.taker(command()));
                return ExitCodes.OK;
            }
            List<OutputFile> files = client.filesOfQuery(query.query).files();
            new Table(List.of(), files.stream().map(file -> List.of(file.name(), file.bytes() + " bytes")).toList())
                    .lines(false).forEach(command().getOut()::println);
            return ExitCodes.OK;
        }
    }

    @Command(name = "list", sortOptions = false, description = "Shows the slow queries that are remembered, the newest first.")
    static final class ListQueries extends BatchConversation {
        @Mixin
        private ListOptions wanted;

        @Mixin
        private OutputOptions output;

        @Override
        protected int hold(BatchClient client) throws AwayException {
            QueryList list = client.queries(wanted.parameters());
            if (output.json()) {
                command().getOut().println(client.client().written(list));
                return ExitCodes.OK;
            }
            output.print(new Table(List.of("ID", "NAME", "PROCESSOR", "STATE", "SUBMITTED"), list.queries().stream()
                    .map(query -> List.of(query.id(), query.jobName(), query.app() + ' ' + query.op(),
                            query.status(), query.times().submitTime().truncatedTo(ChronoUnit.SECONDS).toString()))
                    .toList()));
            list.next().ifPresent(place -> command().getErr()
                    .println("there are more: --after " + place + " shows the next ones"));
            return ExitCodes.OK;
        }
    }
}
