package io.irodsingest.common.worker;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.LogSettings;
import io.irodsingest.common.config.ServerSettings;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.config.Usage;
import io.irodsingest.common.irods.Irods;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.irods4j.Irods4jClient;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.common.state.RedisRefusedException;
import io.irodsingest.common.state.RedisState;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the {@code main} of every kind of worker does. */
public final class WorkerProcess {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final String kind;
    private final String about;
    private final TaskHandlers handlers;

    private record Everything(LogSettings log, ServerSettings servers, WorkerSettings own) {}

    /**
     * @param kind the kind of worker, as its module is named
     * @param about what it does, for {@code --help}
     */
    public WorkerProcess(String kind, String about, TaskHandlers handlers) {
        this.kind = kind;
        this.about = about;
        this.handlers = handlers;
    }

    /** Runs until a signal ends the process; ends it with 1 when it cannot run and with 2 when settings are wrong. */
    public void run(String[] arguments) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(Usage.text(about, settings()));
            return;
        }
        if (arguments.length > 0) {
            end(WRONG_USE, List.of("it takes no arguments but --help; settings are environment variables"));
        }
        try {
            run(read(System.getenv()));
        } catch (InvalidSettingsException wrong) {
            end(WRONG_USE, wrong.problems());
        } catch (RedisRefusedException | IrodsException refused) {
            end(FAILED, List.of(refused.getMessage()));
        }
    }

    private void run(Everything settings) throws InterruptedException, IrodsException {
        settings.log().apply();
        Outages outages = new Outages(Clock.systemUTC());
        Irods irods = new Irods4jClient(settings.own().irods(), settings.own().pool());
        checkThatWeAreWelcome(irods);
        RedisState state = outages.untilBack(() -> RedisState.open(settings.servers().redis(), outages));
        Broker broker = new AmqpBroker(settings.servers().broker(), outages);
        Worker worker = new Worker(settings.own().options(), Worker.Uses.of(state, broker, irods, outages), handlers);
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

    private Everything read(Map<String, String> environment) throws InvalidSettingsException {
        return Settings.build(environment, settings -> new Everything(LogSettings.read(settings),
                ServerSettings.read(settings, kind), WorkerSettings.read(settings, kind, environment)));
    }

    private static List<Setting> settings() {
        return Stream.of(WorkerSettings.ALL, ServerSettings.ALL, List.of(Setting.FILE), LogSettings.ALL)
                .flatMap(List::stream).toList();
    }

    /** Without running what a signal would run: nothing is to be closed yet, or the process could not begin. */
    private void end(int code, List<String> lines) {
        lines.forEach(line -> System.err.println("irods-ingest-" + kind + ": " + line));
        Runtime.getRuntime().halt(code);
    }
}
