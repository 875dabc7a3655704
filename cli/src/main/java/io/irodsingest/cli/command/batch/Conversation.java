package io.irodsingest.cli.command.batch;

import io.irodsingest.cli.client.AwayException;
import io.irodsingest.cli.client.BatchClient;
import io.irodsingest.cli.command.IrodsIngest;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command about batches, which speaks to an orchestrator. */
abstract class Conversation implements Callable<Integer> {
    @ParentCommand
    private BatchCommand parent;

    @Spec
    private CommandSpec spec;

    /** @return the exit code */
    abstract int hold(BatchClient client) throws AwayException;

    @Override
    public final Integer call() {
        return IrodsIngest.talking(() -> hold(parent.client()));
    }

    final CommandLine command() {
        return spec.commandLine();
    }

    final void print(String text) {
        command().getOut().println(text);
    }

    /** What is no result, and so nothing for a script. */
    final void remark(String text) {
        command().getErr().println(text);
    }
}
