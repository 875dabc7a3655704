package io.irodsingest.cli.command;

import io.irodsingest.adminapi.schedule.ScheduleAction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** A command line that is given to a schedule, which has done what the command would do. */
public final class ScheduledCommand {
    /** They say where a command is given, and what whoever gives it is shown. */
    private static final Set<String> OF_THE_MOMENT = Set.of("--url", "--token-file", "--ca-file", "--help", "--version",
            "--synchronous", "--progress", "--json", "--all", "--wait", "--no-wait", "--from-list", "--null");
    private static final String OF_THE_LOG = "--log-";

    private ScheduledCommand() {}

    /** A command whose work can be done on schedule. */
    public interface Source {
        /** What is to be done, as the command's options say. */
        ScheduleAction action();
    }

    /**
     * @param words the command with its arguments, as it would be given by hand
     * @param around the command that has these words behind its own; what is to be told about them is told where it tells things
     * @throws ParameterException for what would be wrong use by hand, and for options that a schedule has no use for
     */
    public static ScheduleAction parse(List<String> words, CommandLine around) {
        CommandLine commands = IrodsIngest.parsing(IrodsIngest.commandLine(Map.of())).setErr(around.getErr());
        CommandLine named = named(commands, words);
        if (named == null || !(named.getCommand() instanceof Source command)) {
            throw new ParameterException(around, "'" + words.getFirst() + "' is no command that a schedule can give:"
                    + " start, check, retry, batch submit and query are, behind the schedule's name and --");
        }
        ParseResult parsed = commands.parseArgs(Arguments.inKebabCase(words.toArray(String[]::new)));
        for (ParseResult one = parsed.subcommand(); one != null; one = one.subcommand()) {
            refuseUselessOptions(one);
        }
        return command.action();
    }

    /** @return null for none */
    private static CommandLine named(CommandLine commands, List<String> words) {
        CommandLine first = commands.getSubcommands().get(words.getFirst());
        CommandLine second = first == null || words.size() < 2 ? null : first.getSubcommands().get(words.get(1));
        return second == null ? first : second;
    }

    private static void refuseUselessOptions(ParseResult command) {
        for (OptionSpec option : command.matchedOptions()) {
            String name = option.longestName();
            if (OF_THE_MOMENT.contains(name) || name.startsWith(OF_THE_LOG)) {
                throw new ParameterException(command.commandSpec().commandLine(),
                        name + " is of no use in a command that a schedule gives");
            }
            if (name.equals("--interval")) {
                throw new ParameterException(command.commandSpec().commandLine(),
                        "--interval does not go with a schedule, which has an --every of its own");
            }
        }
    }
}
