package io.irodsingest.orchestrator;

import io.irodsingest.common.state.EndedSessions;
import io.irodsingest.orchestrator.access.Sessions;
import io.irodsingest.orchestrator.api.DashboardSite;
import io.irodsingest.orchestrator.api.SeenCluster;
import io.irodsingest.orchestrator.api.SharedSignOuts;
import io.irodsingest.orchestrator.http.Endpoint;
import io.irodsingest.orchestrator.http.Site;
import java.util.Optional;
import io.irodsingest.orchestrator.loops.DeadLetterCollector;
import io.irodsingest.orchestrator.loops.BlockedJobs;
import io.irodsingest.orchestrator.loops.DueWork;
import io.irodsingest.orchestrator.loops.FollowUps;
import io.irodsingest.orchestrator.loops.KeptBatches;
import io.irodsingest.orchestrator.loops.Monitor;
import io.irodsingest.orchestrator.loops.Scheduler;
import io.irodsingest.orchestrator.loops.Sweeper;
import io.irodsingest.orchestrator.lifecycle.Ports;
import io.irodsingest.orchestrator.lifecycle.BoundedCalls;
import io.irodsingest.orchestrator.lifecycle.Publisher;
import io.irodsingest.orchestrator.lifecycle.Stops;
import io.irodsingest.orchestrator.lifecycle.JobCreator;
import io.irodsingest.orchestrator.lifecycle.Jobs;
import io.irodsingest.orchestrator.api.Metrics;
import io.irodsingest.orchestrator.api.Views;
import io.irodsingest.orchestrator.api.WorkerEndpoints;
import io.irodsingest.orchestrator.api.DeadLetterEndpoints;
import io.irodsingest.orchestrator.api.ClusterEndpoints;
import io.irodsingest.orchestrator.api.JobEndpoints;
import io.irodsingest.orchestrator.api.BatchEndpoints;
import io.irodsingest.orchestrator.api.QueryEndpoints;
import io.irodsingest.orchestrator.batch.BatchFinder;
import io.irodsingest.orchestrator.batch.BatchIntake;
import io.irodsingest.orchestrator.batch.BatchOrders;
import io.irodsingest.orchestrator.batch.BatchResults;
import io.irodsingest.orchestrator.batch.BatchViews;
import io.irodsingest.orchestrator.batch.KnownProcessors;
import io.irodsingest.orchestrator.batch.OutputFiles;
import io.irodsingest.orchestrator.batch.PathListIntake;
import io.irodsingest.orchestrator.api.ScheduleEndpoints;
import io.irodsingest.orchestrator.http.AdminServer;
import io.irodsingest.orchestrator.request.NewJobs;
import io.irodsingest.orchestrator.scheduling.Actions;
import io.irodsingest.orchestrator.scheduling.NamedActions;
import io.irodsingest.orchestrator.scheduling.LifeOfJobs;
import io.irodsingest.orchestrator.scheduling.RepeatedJobs;
import io.irodsingest.orchestrator.scheduling.Runs;
import io.irodsingest.orchestrator.scheduling.ScheduleLists;
import io.irodsingest.orchestrator.scheduling.ScheduleMeters;
import io.irodsingest.orchestrator.scheduling.ScheduleTimes;
import io.irodsingest.orchestrator.scheduling.Schedules;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An orchestrator: the admin endpoint, the sweep, the dueWork and what they stand on. It begins when it is started and ends when it is
 * closed; the ports are not closed by it. Any number of them may work on the same Redis and broker.
 */
public final class Orchestrator implements AutoCloseable {
    static final String NAME = "orchestrator";

    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(3);

    private final OrchestratorSettings settings;
    private final Monitor monitor;
    private final Sweeper sweeper;
    private final DueWork dueWork;
    private final Scheduler scheduler;
    private final BlockedJobs blockedJobs;
    private final FollowUps followUps;
    private final KeptBatches keptBatches;
    private final DeadLetterCollector collector;
    private final BoundedCalls bounded;
    private final AdminServer server;
    private final boolean dashboard;

    /** One without a dashboard, whatever its settings say. */
    public Orchestrator(OrchestratorSettings settings, Ports ports) {
        this(settings, ports, Optional.empty(), Clock.systemUTC());
    }

    /** @param endedSessions of the dashboard */
    public Orchestrator(OrchestratorSettings settings, Ports ports, EndedSessions endedSessions) {
        this(settings, ports, Optional.of(endedSessions), Clock.systemUTC());
    }

    /**
     * @param endedSessions empty for one without a dashboard
     * @param clock of this machine, which may be wrong: what is due is decided by that of Redis
     */
    Orchestrator(OrchestratorSettings settings, Ports ports, Optional<EndedSessions> endedSessions, Clock clock) {
        this.settings = settings;
        Publisher publisher = new Publisher(ports);
        Stops stops = new Stops(ports, clock);
        monitor = new Monitor(ports, clock);
        sweeper = new Sweeper(monitor, ports, publisher, stops, settings.times());
        collector = new DeadLetterCollector(ports.broker(), ports.deadLetters(), clock);
        dueWork = new DueWork(monitor, ports, publisher);
        bounded = new BoundedCalls(ports.outages(), LONGEST_REQUEST);
        Metrics metrics = new Metrics(ports.process(), monitor, clock);
        Actions actions = new Actions(ports.key());
        NamedActions named = new NamedActions(ports.schedules(), actions);
        JobCreator creator = new JobCreator(ports, publisher, named);
        blockedJobs = new BlockedJobs(monitor, ports, publisher);
        followUps = new FollowUps(monitor, ports, creator, named);
        Jobs jobs = new Jobs(ports, bounded, publisher, stops, creator);
        ScheduleMeters meters = new ScheduleMeters(ports.process().meters());
        Runs runs = new Runs(ports.schedules(), ports.jobs(), new LifeOfJobs(jobs), actions, meters);
        scheduler = new Scheduler(ports.schedules(), ports.jobs(), runs, meters);
        BatchEndpoints.Uses uses = batches(ports, jobs, clock);
        keptBatches = new KeptBatches(monitor, uses.intake());
        BatchEndpoints batchEndpoints = new BatchEndpoints(uses, jobs, monitor);
        JobEndpoints jobEndpoints = jobEndpoints(ports, jobs, clock);
        ScheduleEndpoints scheduleEndpoints = scheduleEndpoints(ports, runs, actions);
        DeadLetterEndpoints deadLetters = new DeadLetterEndpoints(ports.deadLetters(), ports.broker(), ports.jobs(),
                bounded);
        ClusterEndpoints cluster = new ClusterEndpoints(monitor, metrics, Views.of(settings.effective()), clock);
        List<Endpoint> endpoints = Stream.of(jobEndpoints.all(), scheduleEndpoints.all(),
                batchEndpoints.all(), new QueryEndpoints(uses, jobs).all(),
                new WorkerEndpoints(ports.workers(), bounded).all(), deadLetters.all(), cluster.all())
                .flatMap(List::stream).toList();
        SeenCluster seen = new SeenCluster(monitor, jobEndpoints, scheduleEndpoints, deadLetters, cluster);
        Optional<Site> site = endedSessions.filter(any -> settings.dashboard())
                .map(ended -> new DashboardSite(
                        new DashboardSite.Sources(seen, jobEndpoints, scheduleEndpoints, uses, clock),
                        sessions(ports, ended, clock), monitor, endpoints));
        dashboard = site.isPresent();
        server = new AdminServer(settings.listener(), endpoints, site, metrics::request, ports.tracing());
    }

    private Sessions sessions(Ports ports, EndedSessions ended, Clock clock) {
        return new Sessions(ports.key(), settings.listener().tokens(), settings.listener().local(), clock,
                new SharedSignOuts(ended, bounded));
    }

    private JobEndpoints jobEndpoints(Ports ports, Jobs jobs, Clock clock) {
        return new JobEndpoints(jobs, monitor, new NewJobs(ports.key()), new RepeatedJobs(ports.schedules(), bounded),
                new KnownProcessors(ports.workers(), bounded),
                new PathListIntake(ports, bounded, jobs, settings.batchBytes()), clock);
    }

    private BatchEndpoints.Uses batches(Ports ports, Jobs jobs, Clock clock) {
        BatchFinder finder = new BatchFinder(ports, bounded, jobs);
        BatchResults results = new BatchResults(ports.batches(), bounded);
        return new BatchEndpoints.Uses(new NewJobs(ports.key()).batches(),
                new KnownProcessors(ports.workers(), bounded),
                new BatchIntake(ports, bounded, jobs, settings.batchBytes()), finder,
                new BatchViews(finder, monitor::waitsOf, monitor::cluster, clock),
                new BatchOrders(ports.batches(), bounded, jobs), results,
                new OutputFiles(ports.batches(), bounded, results));
    }

    private ScheduleEndpoints scheduleEndpoints(Ports ports, Runs runs, Actions actions) {
        Schedules schedules = new Schedules(ports.schedules(), ports.jobs(), runs, actions, bounded,
                () -> monitor.cluster().time().now());
        return new ScheduleEndpoints(schedules, new ScheduleTimes(ports.schedules(), schedules, runs, bounded),
                new ScheduleLists(ports.schedules(), bounded), actions,
                new KnownProcessors(ports.workers(), bounded));
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
        dueWork.start();
        scheduler.start();
        blockedJobs.start();
        followUps.start();
        keptBatches.start();
        collector.start();
        LOG.info("orchestrator listens on {}{}", uri(), dashboard ? " with the dashboard at /" : "");
    }

    /** Whether it serves pages for people at {@link #uri}. */
    public boolean hasDashboard() {
        return dashboard;
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
        collector.close();
        scheduler.close();
        keptBatches.close();
        followUps.close();
        blockedJobs.close();
        dueWork.close();
        sweeper.close();
        monitor.close();
        bounded.close();
    }
}
