package io.irodsingest.cli.command.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for fish, for which picocli has no generator. */
final class FishCompletion {
    private static final int LONGEST_DESCRIPTION = 80;
    /** Asks which command the words before the cursor name, so that only what belongs to it is offered. */
    private static final String FUNCTIONS = """
            function __irods_ingest_is
                set -l known %s
                set -l named
                for word in (commandline -opc)[2..-1]
                    if contains -- (string join ' ' $named $word) $known
                        set -a named $word
                    end
                end
                test "$named" = "$argv[1]"
            end
            """;

    private FishCompletion() {}

    /** @param program whose subcommands are all completed */
    static String script(CommandSpec program) {
        Map<String, CommandSpec> commands = new TreeMap<>();
        collect("", program, commands);
        List<String> lines = new ArrayList<>();
        commands.forEach((path, command) -> {
            String condition = "complete -c " + program.name() + " -n " + quoted("__irods_ingest_is " + quoted(path));
            if (command.positionalParameters().isEmpty()) {
                lines.add(condition + " -f");
            }
            command.subcommands().forEach((name, below) -> lines.add(condition + " -a " + quoted(name) + " -d "
                    + quoted(described(below.getCommandSpec().usageMessage().description(), List.of()))));
            command.options().stream().filter(option -> !option.hidden())
                    .forEach(option -> lines.add(condition + option(option)));
        });
        String known = commands.keySet().stream().filter(path -> !path.isEmpty()).map(FishCompletion::quoted)
                .collect(Collectors.joining(" "));
        return FUNCTIONS.formatted(known) + String.join("\n", lines) + "\n";
    }

    private static void collect(String path, CommandSpec command, Map<String, CommandSpec> into) {
        into.put(path, command);
        for (Map.Entry<String, CommandLine> below : command.subcommands().entrySet()) {
            collect((path + ' ' + below.getKey()).strip(), below.getValue().getCommandSpec(), into);
        }
    }

    private static String option(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        List<String> values = values(option);
        String value;
        if (option.arity().max() == 0) {
            value = "";
        } else if (!values.isEmpty()) {
            value = " -x -a " + quoted(String.join(" ", values));
        } else {
            value = isFile(option) ? " -r -F" : " -x";
        }
        return names + value + " -d " + quoted(described(option.description(), values));
    }

    private static boolean isFile(ArgSpec argument) {
        return Stream.of(argument.typeInfo().getType(), argument.auxiliaryTypes()[0])
                .anyMatch(type -> type == Path.class || type == File.class);
    }

    private static List<String> values(ArgSpec argument) {
        List<String> values = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(values::add);
        }
        return values;
    }

    /** The first words of a description: there is one line for it. */
    private static String described(String[] description, List<String> values) {
        String text = String.join(" ", description).replace("${COMPLETION-CANDIDATES}", String.join(", ", values))
                .replace("%n", " ").replace("%%", "%").strip();
        return text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION).strip() + "..." : text;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
