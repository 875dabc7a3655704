package io.irodsingest.common.worker;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.config.Program;
import io.irodsingest.common.config.ServerSettings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.irods4j.Irods4jClient;
import io.irodsingest.common.job.Lane;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.RedisState;
import java.time.Clock;
import java.util.Set;

/** What the {@code main} of every kind of worker does. */
public final class WorkerProcess {
    private final String kind;
    private final String about;
    private final Set<Lane> lanes;
    private final TaskHandlers handlers;

    /**
     * @param kind the kind of worker, as its module is named
     * @param about what it does, for {@code --help}
     * @param lanes those of which it takes tasks
     */
    public WorkerProcess(String kind, String about, Set<Lane> lanes, TaskHandlers handlers) {
        this.kind = kind;
        this.about = about;
        this.lanes = lanes;
        this.handlers = handlers;
    }

    /** Runs until a signal ends the process. */
    public void run(String[] arguments) throws InterruptedException {
        new Program<>(kind, about, WorkerSettings.all(lanes),
                (values, environment) -> WorkerSettings.read(values, kind, lanes, environment))
                .run(arguments, this::work);
    }

    private void work(ServerSettings servers, WorkerSettings own) throws IrodsException, InterruptedException {
        Outages outages = new Outages(Clock.systemUTC());
        Irods irods = new Irods4jClient(own.irods(), own.pool());
        checkThatWeAreWelcome(irods);
        RedisState state = outages.untilBack(() -> RedisState.open(servers.redis(), outages));
        Broker broker = new AmqpBroker(servers.broker(), outages);
        Worker worker = new Worker(own.options(), Worker.Uses.of(state, broker, irods, outages), handlers);
        worker.start();
        Termination.closing(() -> {
            worker.close();
            broker.close();
            irods.close();
            state.close();
        }).await();
    }

    /** A wrong password is found now and not by the first job; a server that is away may come back. */
    private static void checkThatWeAreWelcome(Irods irods) throws IrodsException, InterruptedException {
        try {
            irods.session().close();
        } catch (UnavailableException away) {
            // the first task waits for it, visibly
            return;
        }
    }
}
