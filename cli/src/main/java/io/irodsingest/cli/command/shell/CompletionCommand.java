package io.irodsingest.cli.command.shell;

import io.irodsingest.cli.command.IrodsIngest;
import io.irodsingest.cli.ExitCodes;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Prints a script by which a shell completes the commands and options of this program.", footerHeading = "%nLike:%n", footer = {
        "  source <(irods-ingest completion bash)", "  irods-ingest completion fish | source"})
public final class CompletionCommand implements Callable<Integer> {
    private enum Shell {
        BASH, ZSH, FISH
    }

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    private Shell shell;

    @Override
    public Integer call() {
        CommandLine all = spec.root().commandLine();
        root.screen().out().print(switch (shell) {
            case BASH, ZSH -> AutoComplete.bash(spec.root().name(), all);
            case FISH -> FishCompletion.script(all.getCommandSpec());
        });
        root.screen().out().flush();
        return ExitCodes.OK;
    }
}
