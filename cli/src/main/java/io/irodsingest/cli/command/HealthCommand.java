package io.irodsingest.cli.command;

import io.irodsingest.cli.ExitCodes;
import io.irodsingest.cli.client.AdminClient;
import io.irodsingest.adminapi.HealthView;
import io.irodsingest.adminapi.HealthView.Status;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "health", description = "Shows whether the cluster works; exit code 1 when the orchestrator cannot.")
final class HealthCommand implements Callable<Integer> {
    @ParentCommand
    private IrodsIngest root;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print it as JSON")
    private boolean json;

    @Override
    public Integer call() {
        return IrodsIngest.talking(() -> {
            AdminClient client = root.client();
            HealthView health = client.health();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(client.written(health));
            } else {
                print(health, out);
            }
            return health.status() == Status.DOWN ? ExitCodes.FAILURE : ExitCodes.OK;
        });
    }

    private static void print(HealthView health, PrintWriter out) {
        out.println("cluster is " + health.status().text());
        health.dependencies().forEach((name, server) -> out.println(name + (server.up() ? " up" : " down") + " since "
                + server.since() + server.reason().map(reason -> ": " + reason).orElse("")));
        out.println(health.workers() == 1 ? "1 worker lives" : health.workers() + " workers live");
        health.waitingFor().forEach(wait -> out.println("workers wait for " + wait));
    }
}
