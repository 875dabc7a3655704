package io.irodsingest.common.worker.process;

import io.irodsingest.common.worker.Worker;
import io.irodsingest.common.worker.TaskHandlers;
import io.irodsingest.common.config.Version;
import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.config.CannotRunException;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.ClusterSettings;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.metrics.Meters;
import io.irodsingest.common.metrics.MetricsListener;
import io.irodsingest.common.metrics.ProcessMetrics;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.common.trace.Tracing;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
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
        /** @return what makes the handlers, once nothing is wrong with any setting */
        Making read(Settings values, ClusterSettings cluster);
    }

    /** Makes handlers. */
    @FunctionalInterface
    public interface Making {
        /** @param state what is kept between processes; it is open, and Redis may be away */
        TaskHandlers with(RedisState state);
    }

    private record Everything(BrokerSettings broker, RedisSettings redis, ClusterSettings cluster, WorkerSettings own,
            Making handlers) {}

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
        List<Setting> all = Stream.of(WorkerSettings.all(queues), settings, BrokerSettings.ALL, RedisSettings.ALL)
                .flatMap(List::stream).toList();
        new Program<>(kind, about, all,
                (values, cluster, environment) -> new Everything(
                        BrokerSettings.read(values, cluster.authorities(), kind),
                        RedisSettings.read(values, cluster.authorities()), cluster,
                        WorkerSettings.read(values, kind, queues, environment), wishes.read(values, cluster)))
                .run(arguments, this::work);
    }

    private void work(Everything everything) throws IOException, CannotRunException, InterruptedException {
        WorkerSettings own = everything.own();
        Termination termination = Termination.bySignals();
        Outages outages = new Outages(Clock.systemUTC());
        Tracing tracing = everything.cluster().traces().open(kind, Version.CURRENT);
        termination.closes(tracing::close);
        ProcessMetrics metrics = new ProcessMetrics(kind, Version.CURRENT).watch(outages);
        Readiness readiness = new Readiness(outages);
        if (own.metrics().isPresent()) {
            MetricsListener listener = MetricsListener.start(own.metrics().get(), metrics, readiness::waits);
            termination.closes(listener::close);
        }
        Meters meters = metrics.meters();
        Irods irods = irods(own, meters, outages, termination);
        RedisState state = outages.untilBack(() -> RedisState.open(everything.redis(), outages, meters));
        termination.closes(state::close);
        AmqpBroker broker = new AmqpBroker(everything.broker(), outages, meters);
        termination.closes(broker::close);
        broker.check();
        Worker worker = new Worker(own.options(),
                Worker.Uses.of(state, broker, irods, outages).with(everything.cluster().key()).with(tracing)
                        .with(own.python()),
                everything.handlers().with(state), meters);
        termination.closes(worker::close);
        worker.start();
        readiness.begun(worker::troubles);
        termination.closes(readiness::ends);
        termination.await();
    }

    /** Ready to be asked; it is known by then that iRODS knows the user, or that it is away. */
    private static Irods irods(WorkerSettings own, Meters meters, Outages outages, Termination termination)
            throws CannotRunException, InterruptedException {
        try {
            Irods irods = own.client().open(own.irods(), own.pool(), meters);
            termination.closes(irods::close);
            IrodsStartupCheck irodsCheck = new IrodsStartupCheck(irods, outages);
            termination.closes(irodsCheck::close);
            irodsCheck.check();
            return irods;
        } catch (IrodsException refused) {
            throw new CannotRunException(refused.getMessage(), refused);
        }
    }
}
