package io.irodsingest.common.worker;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.ServerSettings;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.metrics.MetricsListener;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.RedisState;
import io.irodsingest.common.trace.Tracing;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the {@code main} of every kind of worker does. */
public final class WorkerProcess {
    private final String kind;
    private final String about;
    private final List<String> queues;
    private final List<Setting> settings;
    private final Wishes wishes;

    /** Reads the settings that only one kind of worker has. */
    @FunctionalInterface
    public interface Wishes {
        /** @return what makes the handlers, once it is known where the servers are */
        Function<ServerSettings, TaskHandlers> read(Settings values);
    }

    private record Everything(WorkerSettings own, Function<ServerSettings, TaskHandlers> handlers) {}

    /**
     * @param kind the kind of worker, as its module is named
     * @param about what it does, for {@code --help}
     * @param queues those that it takes tasks from when settings do not say otherwise
     * @param settings those of this kind alone
     * @param wishes reads them, and makes of them what it can do
     */
    public WorkerProcess(String kind, String about, List<String> queues, List<Setting> settings, Wishes wishes) {
        this.kind = kind;
        this.about = about;
        this.queues = List.copyOf(queues);
        this.settings = List.copyOf(settings);
        this.wishes = wishes;
    }

    /** Runs until a signal ends the process. */
    public void run(String[] arguments) throws InterruptedException {
        List<Setting> all = Stream.concat(WorkerSettings.all(queues).stream(), settings.stream()).toList();
        new Program<>(kind, about, all,
                (values, environment) -> new Everything(WorkerSettings.read(values, kind, queues, environment),
                        wishes.read(values)))
                .run(arguments, this::work);
    }

    private void work(ServerSettings servers, Everything everything)
            throws IOException, IrodsException, InterruptedException {
        WorkerSettings own = everything.own();
        Termination termination = Termination.bySignals();
        Outages outages = new Outages(Clock.systemUTC());
        Tracing tracing = servers.traces().open(kind, Version.CURRENT);
        termination.closes(tracing::close);
        ProcessMetrics metrics = new ProcessMetrics(kind, Version.CURRENT).watch(outages);
        Readiness readiness = new Readiness(outages);
        if (own.metrics().isPresent()) {
            MetricsListener listener = MetricsListener.start(own.metrics().get(), metrics, readiness::waits);
            termination.closes(listener::close);
        }
        Meters meters = metrics.meters();
        Irods irods = own.client().open(own.irods(), own.pool(), meters);
        termination.closes(irods::close);
        Welcome welcome = new Welcome(irods, outages);
        termination.closes(welcome::close);
        welcome.check();
        RedisState state = outages.untilBack(() -> RedisState.open(servers.redis(), outages, meters));
        termination.closes(state::close);
        AmqpBroker broker = new AmqpBroker(servers.broker(), outages, meters);
        termination.closes(broker::close);
        broker.check();
        Worker worker = new Worker(own.options(),
                Worker.Uses.of(state, broker, irods, outages).with(servers.key()).with(tracing),
                everything.handlers().apply(servers), meters);
        termination.closes(worker::close);
        worker.start();
        readiness.begun(worker::troubles);
        termination.closes(readiness::ends);
        termination.await();
    }
}
