package io.irodsingest.cli.command;

import io.irodsingest.cli.command.view.PageOptions;
import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.cli.output.Printable;
import io.irodsingest.adminapi.DeadLetterList;
import io.irodsingest.adminapi.DeadLetterView;
import io.irodsingest.adminapi.DeadLettersDone;
import io.irodsingest.cli.client.AwayException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "dead-letters", description = {
        "Shows the messages that no worker could read, or that the broker has given up on, oldest first.",
        "They are kept until they are sent back to their queues or dropped."})
final class DeadLettersCommand implements Callable<Integer> {
    private static final int SHOWN = 60;

    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PageOptions page;

    @Option(names = "--json", description = "Print them as JSON")
    private boolean json;

    @ArgGroup
    private Deed deed;

    /** What is to be done with them, instead of showing them. */
    static final class Deed {
        @Option(names = "--requeue", paramLabel = "ID", description = "Send one back to its queue; 'all' for all")
        private String requeue;

        @Option(names = "--drop", paramLabel = "ID", description = "Forget one; 'all' for all")
        private String drop;
    }

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            if (deed != null) {
                act(client);
            } else {
                show(client);
            }
            return ExitCodes.OK;
        });
    }

    private void act(AdminClient client) throws AwayException {
        boolean requeue = deed.requeue != null;
        Optional<String> id = Optional.of(requeue ? deed.requeue : deed.drop).filter(text -> !text.equals("all"));
        DeadLettersDone done = requeue ? client.requeue(id) : client.drop(id);
        spec.commandLine().getOut().println(done.done() + (requeue ? " sent back, " : " dropped, ") + done.left()
                + " left");
    }

    private void show(AdminClient client) throws AwayException {
        DeadLetterList letters = client.deadLetters(page.offset(), page.limit());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(client.written(letters));
            return;
        }
        letters.deadLetters().forEach(letter -> out.println(line(letter)));
        long behind = letters.total() - page.offset() - letters.deadLetters().size();
        if (behind > 0) {
            spec.commandLine().getErr().println("there are " + behind + " more: --offset "
                    + (page.offset() + letters.deadLetters().size()) + " shows the next ones");
        } else if (letters.total() == 0) {
            spec.commandLine().getErr().println("there are no dead letters");
        }
    }

    private static String line(DeadLetterView letter) {
        String beginning = Printable.line(letter.beginning());
        return letter.id() + "  " + letter.at().truncatedTo(ChronoUnit.SECONDS) + "  " + letter.queue().orElse("?")
                + "  "
                + letter.size() + " bytes  " + Printable.line(letter.reason()) + "  "
                + (beginning.length() > SHOWN ? beginning.substring(0, SHOWN) + "..." : beginning);
    }
}
