package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.ServerSettings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.trace.Tracing;
import io.irodsingest.common.worker.Version;
import java.io.IOException;
import java.time.Clock;

/** The orchestrator as a process. */
public final class Main {
    private static final String ABOUT = """
            Accepts jobs over HTTP, sees them through to their end, and shows how they and the cluster are.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings are wrong.
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new Program<>(Orchestrator.NAME, ABOUT, OrchestratorSettings.ALL,
                (values, environment) -> OrchestratorSettings.read(values)).run(arguments, Main::work);
    }

    private static void work(ServerSettings servers, OrchestratorSettings own)
            throws IOException, InterruptedException {
        Termination termination = Termination.bySignals();
        Outages outages = new Outages(Clock.systemUTC());
        Tracing tracing = servers.traces().open(Orchestrator.NAME, Version.CURRENT);
        termination.closes(tracing::close);
        ProcessMetrics metrics = new ProcessMetrics(Orchestrator.NAME, Version.CURRENT).watch(outages);
        LateState state = new LateState();
        termination.closes(state::close);
        AmqpBroker broker = new AmqpBroker(servers.broker(), outages, metrics.meters());
        termination.closes(broker::close);
        broker.check();
        Orchestrator orchestrator = new Orchestrator(own,
                new Ports(state.jobs(), state.accounting(), state.workers(), state.deadLetters(), broker, outages,
                        metrics, servers.key(), tracing));
        termination.closes(orchestrator::close);
        orchestrator.start();
        state.connect(servers.redis(), outages, metrics.meters());
        termination.await();
    }
}
