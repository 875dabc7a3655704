package io.irodsingest.orchestrator;

import io.irodsingest.common.broker.AmqpBroker;
import io.irodsingest.common.broker.Broker;
import io.irodsingest.common.config.InvalidSettingsException;
import io.irodsingest.common.config.LogSettings;
import io.irodsingest.common.config.ServerSettings;
import io.irodsingest.common.config.Setting;
import io.irodsingest.common.config.Settings;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.config.Usage;
import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.RedisRefusedException;
import java.net.BindException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The orchestrator as a process. */
public final class Main {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final String NAME = "irods-ingest-orchestrator";
    private static final String ABOUT = """
            Accepts jobs over HTTP, sees them through to their end, and shows how they and the cluster are.
            It ends with exit code 0 on SIGTERM, 1 when it cannot run, 2 when settings are wrong.
            """;

    private record Everything(LogSettings log, ServerSettings servers, OrchestratorSettings own) {}

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.print(Usage.text(ABOUT, settings()));
            return;
        }
        if (arguments.length > 0) {
            end(WRONG_USE, List.of("it takes no arguments but --help; settings are environment variables"));
        }
        try {
            run(read(System.getenv()));
        } catch (InvalidSettingsException wrong) {
            end(WRONG_USE, wrong.problems());
        } catch (BindException | RedisRefusedException impossible) {
            end(FAILED, List.of(impossible.getMessage()));
        }
    }

    private static void run(Everything settings) throws BindException, InterruptedException {
        settings.log().apply();
        Outages outages = new Outages(Clock.systemUTC());
        LateState state = new LateState();
        Broker broker = new AmqpBroker(settings.servers().broker(), outages);
        Orchestrator orchestrator = new Orchestrator(settings.own(),
                new Ports(state.jobs(), state.accounting(), state.workers(), broker, outages));
        orchestrator.start();
        Termination termination = Termination.closing(() -> {
            orchestrator.close();
            broker.close();
            state.close();
        });
        state.connect(settings.servers().redis(), outages);
        termination.await();
    }

    private static Everything read(Map<String, String> environment) throws InvalidSettingsException {
        return Settings.build(environment, settings -> new Everything(LogSettings.read(settings),
                ServerSettings.read(settings, NAME), OrchestratorSettings.read(settings)));
    }

    private static List<Setting> settings() {
        return Stream.of(OrchestratorSettings.ALL, ServerSettings.ALL, List.of(Setting.FILE), LogSettings.ALL)
                .flatMap(List::stream).toList();
    }

    /** Without running what a signal would run: nothing is to be closed yet, or the process could not begin. */
    private static void end(int code, List<String> lines) {
        lines.forEach(line -> System.err.println(NAME + ": " + line));
        Runtime.getRuntime().halt(code);
    }
}
