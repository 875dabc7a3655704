package io.irodsingest.standalone;

import io.irodsingest.common.irods.IrodsEnvironment.Authentication;
import io.irodsingest.common.irods.IrodsEnvironment.Policy;
import io.irodsingest.common.irods.IrodsEnvironment.Tls;
import io.irodsingest.common.irods.IrodsEnvironment;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.secret.Secret;
import io.irodsingest.embedded.Trees;
import io.irodsingest.miniirods.MiniIrods;
import io.irodsingest.orchestrator.OrchestratorSettings;
import io.irodsingest.standalone.EmbeddedCluster.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A cluster in memory with a mini-irods as its target, for a demonstration. Its files are removed in the end. */
final class DemoServers implements AutoCloseable {
    static final String ZONE = "tempZone";
    static final String USER = "rods";
    /** Guards nothing but a server on loopback that forgets everything. */
    static final String PASSWORD = "rods";
    static final String HOME = "/" + ZONE + "/home/" + USER;

    private static final int USUAL_PORT = 8080;

    private final Path directory;
    private final MiniIrods irods;
    private final EmbeddedCluster cluster;
    private Optional<DemoBucket> bucket = Optional.empty();
    private boolean closed;

    private DemoServers(Path directory, MiniIrods irods, EmbeddedCluster cluster) {
        this.directory = directory;
        this.irods = irods;
        this.cluster = cluster;
    }

    /** @param sources what it may read, beyond what any worker may */
    static DemoServers start(int threads, TokenFiles token, Optional<Path> sources)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("irods-ingest-demo");
        MiniIrods irods = MiniIrods.builder().zone(ZONE).user(USER).password(PASSWORD).catalogInMemory()
                .vaultRoot(directory.resolve("vault")).start();
        IrodsEnvironment environment = new IrodsEnvironment(irods.host(), irods.port(), ZONE, USER,
                new Secret(PASSWORD),
                Authentication.NATIVE, Optional.empty(), Policy.DONT_CARE, Tls.DEFAULT);
        return new DemoServers(directory, irods, cluster(threads, environment, token, sources));
    }

    /** On the port that the commands look at by default, unless somebody has it. */
    private static EmbeddedCluster cluster(int threads, IrodsEnvironment environment, TokenFiles token,
            Optional<Path> sources)
            throws IOException, InterruptedException {
        OrchestratorSettings settings = OrchestratorSettings.onLoopback().asking(token.known());
        Guard guard = sources.map(Guard.read(System.getenv())::allowing).orElseGet(Guard::usual);
        try {
            return EmbeddedCluster.start(new Options(Optional.empty(), threads, settings.withPort(USUAL_PORT), guard),
                    environment);
        } catch (BindException taken) {
            return EmbeddedCluster.start(new Options(Optional.empty(), threads, settings, guard), environment);
        }
    }

    URI uri() {
        return cluster.uri();
    }

    MiniIrods irods() {
        return irods;
    }

    /** Makes a bucket, with the files of a tree or, without one, a few thousand small objects. */
    synchronized DemoBucket makeBucket(Optional<RawPath> tree) throws IOException {
        if (closed) {
            throw new IOException("the demo has ended");
        }
        DemoBucket made = tree.isPresent()
                ? DemoBucket.ofTree(tree.get(), directory.resolve("store"))
                : DemoBucket.ofSamples();
        bucket = Optional.of(made);
        return made;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            cluster.close();
            irods.close();
            if (bucket.isPresent()) {
                bucket.get().close();
            }
            Trees.delete(directory);
        } catch (IOException left) {
            throw new UncheckedIOException("something stayed in " + directory, left);
        }
    }
}
