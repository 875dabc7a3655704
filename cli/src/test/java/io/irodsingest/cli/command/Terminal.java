package io.irodsingest.cli.command;

import io.irodsingest.adminapi.AdminJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in this JVM and keeps what they print. */
public final class Terminal {
    private final Map<String, String> environment;

    /** What came of a command. */
    public record Result(int exitCode, String out, String err) {
        public <T> T json(Class<T> type) throws Exception {
            return AdminJson.strict().readValue(out, type);
        }
    }

    public Terminal(Map<String, String> environment) {
        this.environment = environment;
    }

    public static Terminal at(URI orchestrator) {
        return new Terminal(Map.of("URL", orchestrator.toString()));
    }

    public Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine = IrodsIngest.commandLine(environment).setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exitCode = IrodsIngest.run(commandLine, withUrl(arguments));
        return new Result(exitCode, out.toString(), err.toString());
    }

    private String[] withUrl(String... arguments) {
        if (!environment.containsKey("URL") || arguments.length == 0) {
            return arguments;
        }
        String[] all = new String[arguments.length + 2];
        all[0] = arguments[0];
        all[1] = "--url";
        all[2] = environment.get("URL");
        System.arraycopy(arguments, 1, all, 3, arguments.length - 1);
        return all;
    }
}
