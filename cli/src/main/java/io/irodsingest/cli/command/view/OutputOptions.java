package io.irodsingest.cli.command.view;

import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.cli.output.Screen;
import io.irodsingest.cli.output.Table;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For whom a command prints: a table for people on a terminal, and JSON for programs anywhere else. */
public final class OutputOptions {
    /** One of them at most. */
    private static final class Form {
        @Option(names = "--json", description = "Print JSON, also on a terminal")
        private boolean json;

        @Option(names = "--table", description = "Print for people, also into a pipe or a file. Default: so on a terminal, and JSON elsewhere")
        private boolean table;
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @ArgGroup
    private Form form = new Form();

    public boolean json() {
        return form.json || !form.table && !screen().terminal();
    }

    /** Prints the table with colours where they are wanted. */
    public void print(Table table) {
        Screen screen = screen();
        List<String> lines = table.lines(screen.colours());
        lines.forEach(screen.out()::println);
    }

    private Screen screen() {
        return command.root().userObject() instanceof IrodsIngest root
                ? root.screen()
                : Screen.plain(command.commandLine().getOut());
    }
}
