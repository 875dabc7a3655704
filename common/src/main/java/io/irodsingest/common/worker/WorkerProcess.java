package io.irodsingest.common.worker;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.ServerSettings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.irods4j.Irods4jClient;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.RedisState;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** What the {@code main} of every kind of worker does. */
public final class WorkerProcess {
    private final String kind;
    private final String about;
    private final List<String> queues;
    private final Function<ServerSettings, TaskHandlers> handlers;

    /**
     * @param kind the kind of worker, as its module is named
     * @param about what it does, for {@code --help}
     * @param queues those that it takes tasks from when settings do not say otherwise
     * @param handlers makes what it can do
     */
    public WorkerProcess(String kind, String about, List<String> queues,
            Function<ServerSettings, TaskHandlers> handlers) {
        this.kind = kind;
        this.about = about;
        this.queues = List.copyOf(queues);
        this.handlers = handlers;
    }

    /** Runs until a signal ends the process. */
    public void run(String[] arguments) throws InterruptedException {
        new Program<>(kind, about, WorkerSettings.all(queues),
                (values, environment) -> WorkerSettings.read(values, kind, queues, environment))
                .run(arguments, this::work);
    }

    private void work(ServerSettings servers, WorkerSettings own) throws IrodsException, InterruptedException {
        Outages outages = new Outages(Clock.systemUTC());
        Irods irods = new Irods4jClient(own.irods(), own.pool());
        Welcome welcome = new Welcome(irods, outages);
        welcome.check();
        RedisState state = outages.untilBack(() -> RedisState.open(servers.redis(), outages));
        Broker broker = new AmqpBroker(servers.broker(), outages);
        Worker worker = new Worker(own.options(), Worker.Uses.of(state, broker, irods, outages),
                handlers.apply(servers));
        worker.start();
        Termination.closing(() -> {
            welcome.close();
            worker.close();
            broker.close();
            irods.close();
            state.close();
        }).await();
    }
}
