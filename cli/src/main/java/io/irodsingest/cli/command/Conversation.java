package io.irodsingest.cli.command;

import io.irodsingest.cli.client.AwayException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command that speaks to an orchestrator.
 *
 * @param <C> about what
 */
public abstract class Conversation<C> implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    protected abstract C client();

    /** @return the exit code */
    protected abstract int hold(C client) throws AwayException;

    @Override
    public final Integer call() {
        return IrodsIngest.talking(() -> hold(client()));
    }

    protected final CommandLine command() {
        return spec.commandLine();
    }

    protected final void print(String text) {
        command().getOut().println(text);
    }

    /** What is no result, and so nothing for a script. */
    protected final void remark(String text) {
        command().getErr().println(text);
    }
}
