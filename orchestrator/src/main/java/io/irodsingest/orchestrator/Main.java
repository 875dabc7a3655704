package io.irodsingest.orchestrator;

import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.config.ClusterSettings;
import io.irodsingest.common.trace.Tracing;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.config.Version;
import java.io.IOException;
import java.time.Clock;

/** The orchestrator as a process. */
public final class Main {
    private static final String ABOUT = """
            Accepts jobs over HTTP, sees them through to their end, and shows how they and the cluster are.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings are wrong.
            """;

    private record Everything(BrokerSettings broker, RedisSettings redis, ClusterSettings cluster,
            OrchestratorSettings own) {}

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        new Program<>(Orchestrator.NAME, ABOUT, OrchestratorSettings.OF_PROCESS,
                (values, cluster, environment) -> new Everything(
                        BrokerSettings.read(values, cluster.authorities(), Orchestrator.NAME),
                        RedisSettings.read(values, cluster.authorities()), cluster,
                        OrchestratorSettings.read(values)))
                .run(arguments, Main::work);
    }

    private static void work(Everything everything) throws IOException, InterruptedException {
        Termination termination = Termination.bySignals();
        Outages outages = new Outages(Clock.systemUTC());
        Tracing tracing = everything.cluster().traces().open(Orchestrator.NAME, Version.CURRENT);
        termination.closes(tracing::close);
        ProcessMetrics metrics = new ProcessMetrics(Orchestrator.NAME, Version.CURRENT).watch(outages);
        DeferredState state = new DeferredState();
        termination.closes(state::close);
        AmqpBroker broker = new AmqpBroker(everything.broker(), outages, metrics.meters());
        termination.closes(broker::close);
        broker.check();
        Orchestrator orchestrator = new Orchestrator(everything.own(),
                new Ports(state.jobs(), state.accounting(), state.workers(), state.deadLetters(), state.schedules(),
                        state.chains(), state.batches(),
                        broker, outages,
                        metrics, everything.cluster().key(), tracing),
                state.endedSessions());
        termination.closes(orchestrator::close);
        orchestrator.start();
        state.connect(everything.redis(), outages, metrics.meters());
        termination.await();
    }
}
