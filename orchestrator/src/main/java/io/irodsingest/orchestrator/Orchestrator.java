package io.irodsingest.orchestrator;

import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.worker.Version;
import io.irodsingest.orchestrator.http.AdminServer;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orchestrator: the admin endpoint, the sweep, the scheduler and what they stand on. It begins when it is started and ends when it is
 * closed; the ports are not closed by it. Any number of them may work on the same Redis and broker.
 */
public final class Orchestrator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);
    static final String NAME = "orchestrator";
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3);

    private final OrchestratorSettings settings;
    private final Monitor monitor;
    private final Sweeper sweeper;
    private final Scheduler scheduler;
    private final Bounded bounded;
    private final ProcessMetrics process;
    private final boolean ownsProcess;
    private final AdminServer server;

    /** One that measures only itself. */
    public Orchestrator(OrchestratorSettings settings, Ports ports) {
        this(settings, ports, new ProcessMetrics(NAME, Version.CURRENT).watch(ports.outages()), true);
    }

    /** @param process what its metrics are shown with; not closed by it */
    public Orchestrator(OrchestratorSettings settings, Ports ports, ProcessMetrics process) {
        this(settings, ports, process, false);
    }

    private Orchestrator(OrchestratorSettings settings, Ports ports, ProcessMetrics process, boolean ownsProcess) {
        this.settings = settings;
        this.process = process;
        this.ownsProcess = ownsProcess;
        Clock clock = Clock.systemUTC();
        Publisher publisher = new Publisher(ports);
        Stops stops = new Stops(ports, clock);
        monitor = new Monitor(ports, clock);
        sweeper = new Sweeper(monitor, publisher, stops, settings.times());
        scheduler = new Scheduler(monitor, ports, publisher, clock);
        bounded = new Bounded(ports.outages(), LONGEST_REQUEST);
        Metrics metrics = new Metrics(process, monitor, clock);
        Jobs jobs = new Jobs(ports, bounded, publisher, stops);
        server = new AdminServer(settings.listener(),
                Stream.of(new JobEndpoints(jobs, monitor, ports.key(), clock).all(),
                        new WorkerEndpoints(ports.workers(), bounded).all(),
                        new ClusterEndpoints(monitor, metrics).all()).flatMap(List::stream).toList(),
                metrics::request);
    }

    /**
     * Begins to listen; Redis and the broker may still be away then.
     *
     * @throws BindException when the address cannot be had; nothing runs then
     */
    public void start() throws BindException {
        server.start();
        monitor.start();
        sweeper.start();
        scheduler.start();
        LOG.info("orchestrator listens on {}", uri());
    }

    /** Where it listens; only after {@link #start}. */
    public URI uri() {
        String address = settings.listener().address();
        String host = address.indexOf(':') < 0 ? address : '[' + address + ']';
        return URI.create((settings.listener().tls().isPresent() ? "https://" : "http://") + host + ':'
                + server.port());
    }

    @Override
    public void close() {
        server.close();
        scheduler.close();
        sweeper.close();
        monitor.close();
        bounded.close();
        if (ownsProcess) {
            process.close();
        }
    }
}
