package io.irodsingest.standalone;

import io.irodsingest.common.broker.BrokerSettings;
import io.irodsingest.common.broker.BrokerSettings.Address;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.secret.ClusterKey;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.common.state.redis.RedisSettings;
import io.irodsingest.embedded.EmbeddedBroker;
import io.irodsingest.embedded.EmbeddedRedis;
import io.irodsingest.orchestrator.OrchestratorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** Broker, Redis and a {@link LocalCluster} in this JVM. Closed, everything ends, and what is durable stays. */
final class EmbeddedCluster implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Parts parts = new Parts();
    private LocalCluster cluster;

    /**
     * @param directory where broker and Redis keep their data; empty keeps it in memory
     * @param guard what jobs may have of this machine
     */
    record Options(Optional<Path> directory, int threads, OrchestratorSettings orchestrator, Guard guard) {}

    private EmbeddedCluster() {}

    /** @throws IOException when a part cannot start; then none runs */
    static EmbeddedCluster start(Options options, IrodsEnvironment irods) throws IOException, InterruptedException {
        EmbeddedCluster embedded = new EmbeddedCluster();
        embedded.parts.closeUnless(() -> embedded.begin(options, irods));
        return embedded;
    }

    private void begin(Options options, IrodsEnvironment irods) throws IOException, InterruptedException {
        Optional<Path> directory = options.directory();
        EmbeddedRedis redis = parts.add(directory.map(path -> EmbeddedRedis.durable(path.resolve("redis")))
                .orElseGet(EmbeddedRedis::inMemory)).start();
        EmbeddedBroker broker = parts.add(directory.map(path -> EmbeddedBroker.durable(path.resolve("broker")))
                .orElseGet(EmbeddedBroker::inMemory)).start();
        cluster = parts.add(LocalCluster.start(new LocalCluster.Options(
                RedisSettings.of("redis://" + LOOPBACK + ':' + redis.port(), Optional.of(redis.password())),
                new BrokerSettings(List.of(new Address(LOOPBACK, broker.port())), broker.username(),
                        new Secret(broker.password()), "/", false, "standalone"),
                irods, options.threads(), options.orchestrator(), key(directory),
                options.guard())));
    }

    /** What outlives this process must be opened by the next one. */
    private static ClusterKey key(Optional<Path> directory) throws IOException {
        if (directory.isEmpty()) {
            return ClusterKey.of(ClusterKey.random());
        }
        Path file = directory.get().resolve("cluster-key");
        if (!Files.exists(file)) {
            Files.createFile(file, OWNER_ONLY);
            Files.writeString(file, ClusterKey.random());
        }
        return ClusterKey.of(Files.readString(file));
    }

    /** Where the admin endpoint is. */
    URI uri() {
        return cluster.uri();
    }

    @Override
    public void close() {
        parts.close();
    }
}
