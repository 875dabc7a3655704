package io.irodsingest.workerbatch;

import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.common.state.redis.RedisState;
import io.irodsingest.embedded.EmbeddedRedis;
import io.irodsingest.embedded.LoopbackPorts;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.testservers.JvmProcess;
import io.irodsingest.testservers.JvmProcess.Program;
import io.irodsingest.testservers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An orchestrator and workers for batches as processes, which can be killed, over a Redis of their own, which can be too. */
final class BatchProcesses extends BatchClient implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Path directory;
    private final EmbeddedRedis redis;
    private int started;

    /** @param directory where their logs and what Redis keeps are */
    static BatchProcesses start(Path directory) throws Exception {
        EmbeddedRedis redis = EmbeddedRedis.durable(directory.resolve("redis"));
        redis.start();
        RedisState state = RedisState.open(settings(redis), new Outages(Clock.systemUTC()));
        return new BatchProcesses(directory, redis, state);
    }

    private BatchProcesses(Path directory, EmbeddedRedis redis, RedisState state) throws Exception {
        super(state);
        this.directory = directory;
        this.redis = redis;
        parts.push(redis);
        parts.push(state);
        MiniIrods irods = MiniIrods.builder().start();
        parts.push(irods);
        URI broker = TestServers.broker().uri();
        String[] user = broker.getUserInfo().split(":", 2);
        environment.putAll(Map.of("IRODS_INGEST_AMQP_URL",
                "amqp://" + user[0] + '@' + broker.getHost() + ':' + broker.getPort(), "IRODS_INGEST_AMQP_PASSWORD",
                user[1], "IRODS_INGEST_REDIS_URL", "redis://127.0.0.1:" + redis.port(), "IRODS_INGEST_REDIS_PASSWORD",
                redis.password()));
        environment.putAll(Map.of("IRODS_INGEST_PORT", String.valueOf(LoopbackPorts.free()),
                "IRODS_INGEST_UNPUBLISHED_AFTER", "1s", "IRODS_INGEST_STALLED_AFTER", "3s",
                "IRODS_INGEST_WORKER_SILENCE", "3s", "IRODS_INGEST_LOCAL_ROLE", "admin"));
        environment.putAll(Map.of("IRODS_HOST", irods.host(), "IRODS_PORT", String.valueOf(irods.port()),
                "IRODS_ZONE_NAME", "tempZone", "IRODS_USER_NAME", "rods", "IRODS_PASSWORD", "rods"));
        start("orchestrator", "io.irodsingest.orchestrator.Main", "listens on");
    }

    private static RedisSettings settings(EmbeddedRedis redis) {
        return RedisSettings.of("redis://127.0.0.1:" + redis.port(), Optional.of(redis.password()));
    }

    /** A variable for all processes that are started from now on. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    JvmProcess worker() throws IOException {
        return start("worker", "io.irodsingest.workerbatch.Main", "takes tasks from");
    }

    private JvmProcess start(String name, String main, String ready) throws IOException {
        JvmProcess process = JvmProcess.start(new Program(main, List.of("-Xmx256m"), List.of(), environment, ready),
                directory.resolve(name + '-' + ++started + ".log"));
        parts.push(process);
        return process;
    }

    /** Redis goes away in the middle of whatever it does, and comes back with what it had written. */
    void restartRedis() throws IOException {
        redis.kill();
        redis.start();
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception unclosed) {
                throw new IllegalStateException("a part of the test's cluster could not be ended", unclosed);
            }
        }
    }
}
