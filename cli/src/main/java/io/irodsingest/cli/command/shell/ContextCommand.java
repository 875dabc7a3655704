package io.irodsingest.cli.command.shell;

import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.cli.command.view.OutputOptions;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.irodsingest.adminapi.AdminJson;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.Contexts;
import io.irodsingest.cli.client.Contexts.Context;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.cli.output.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The commands about contexts stand below this one. */
@Command(name = "context", synopsisSubcommandLabel = "COMMAND", description = {
        "Shows and chooses contexts: the clusters that you have named in ~/.config/irods-ingest/contexts.yaml, or the file in the variable IRODS_INGEST_CONTEXTS_FILE."})
public final class ContextCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    private ContextCommand() {}

    /** With all that stand below it. */
    public static CommandLine commandLine() {
        return new CommandLine(new ContextCommand()).addSubcommand(new ListContexts()).addSubcommand(new Use());
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing command: one of "
                + String.join(", ", spec.subcommands().keySet()));
    }

    /** What a context looks like in JSON. */
    private record View(String name, String url, Optional<String> tokenFile, Optional<String> caFile,
            boolean chosen) {}

    private record ContextList(List<View> contexts) {}

    @Command(name = "list", description = "Shows the contexts, and which of them is meant when a command names none.")
    private static final class ListContexts implements Callable<Integer> {
        @ParentCommand
        private ContextCommand parent;

        @Spec
        private CommandSpec spec;

        @Mixin
        private OutputOptions output;

        @Override
        public Integer call() {
            Contexts contexts = parent.root.contexts();
            Optional<Context> chosen = contexts.chosen();
            List<View> views = contexts.all().stream().map(context -> new View(context.name(), context.url(),
                    context.tokenFile().map(Path::toString), context.caFile().map(Path::toString),
                    chosen.equals(Optional.of(context)))).toList();
            if (output.json()) {
                spec.commandLine().getOut().println(written(new ContextList(views)));
                return ExitCodes.OK;
            }
            output.print(new Table(List.of("CONTEXT", "CHOSEN", "ADDRESS", "TOKEN FILE", "CA FILE"), views.stream()
                    .map(view -> List.of(view.name(), view.chosen() ? "yes" : "", view.url(),
                            view.tokenFile().orElse(""), view.caFile().orElse("")))
                    .toList()));
            if (views.isEmpty()) {
                spec.commandLine().getErr().println("no contexts are named in '" + contexts.file() + "'");
            }
            return ExitCodes.OK;
        }

        private static String written(ContextList list) {
            try {
                return Printable.json(AdminJson.strict().writeValueAsString(list));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @Command(name = "use", description = "Chooses the context that is meant when a command names none.")
    private static final class Use implements Callable<Integer> {
        @ParentCommand
        private ContextCommand parent;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "CONTEXT", description = "Its name")
        private String name;

        @Override
        public Integer call() {
            parent.root.contexts().choose(name);
            spec.commandLine().getOut().println("context " + Printable.line(name) + " is chosen");
            return ExitCodes.OK;
        }
    }
}
