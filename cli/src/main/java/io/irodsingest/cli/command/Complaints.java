package io.irodsingest.cli.command;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.ExitCodes;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How errors are told: in one line, which begins with the program's name, to stderr. */
final class Complaints {
    private Complaints() {}

    static int wrongUse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String message = wrong.getMessage().lines().findFirst().orElse("wrong use");
        tell(command, message + suggestion(wrong) + " (try '" + command.getCommandSpec().qualifiedName() + " --help')");
        return ExitCodes.WRONG_USE;
    }

    static int failed(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (failure instanceof CommandException told) {
            tell(command, told.getMessage());
            return told.exitCode();
        }
        throw failure;
    }

    private static String suggestion(ParameterException wrong) {
        List<String> alike = wrong instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        return alike.isEmpty() ? "" : "; did you mean " + alike.getFirst() + '?';
    }

    static void tell(CommandLine command, String message) {
        command.getErr().println(command.getCommandSpec().root().name() + ": " + message);
        command.getErr().flush();
    }
}
