package io.irodsingest.miniirods;

import io.irodsingest.miniirods.request.Services;
import io.irodsingest.miniirods.catalog.Bootstrap;
import io.irodsingest.miniirods.catalog.Catalog;
import io.irodsingest.miniirods.catalog.Storage;
import io.irodsingest.miniirods.session.Agents;
import io.irodsingest.miniirods.session.Listener;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.Release;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A running server, reachable on 127.0.0.1 only unless it is bound to another address. It speaks the protocol of iRODS 5.0.2,
 * or of an older release; a request that it does not
 * support is answered with {@code SYS_UNMATCHED_API_NUM} or {@code SYS_NOT_SUPPORTED} and says so. Thread-safe.
 */
public final class MiniIrods implements AutoCloseable {
    /** Fewest characters of the administrator's password when others than this machine may connect. */
    static final int SHORTEST_PASSWORD = 16;

    private final Catalog catalog;
    private final Path temporaryVault;
    private final Listener listener;
    private final RequestCounts counts = new RequestCounts();
    private final Faults faults;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MiniIrods(Builder builder) throws IOException, SQLException {
        temporaryVault = builder.vaultRoot == null ? Files.createTempDirectory("mini-irods-vault") : null;
        Path root = builder.vaultRoot == null ? temporaryVault : builder.vaultRoot;
        Vaults vaults = new Vaults(root, builder.vaultLimit);
        catalog = Catalog.open(new Storage(builder.catalog, builder.bytes),
                new Bootstrap(builder.zone, builder.user, builder.password,
                        vaults.root().resolve("demoResc")));
        faults = new Faults(this::cutAllConnections);
        vaults.refuseWhen(faults::vaultsRefuse);
        try {
            listener = new Listener(new InetSocketAddress(builder.bind, builder.port),
                    Services.of(builder.release, catalog, vaults), new Agents(builder.prices), counts,
                    faults);
        } catch (IOException e) {
            catalog.close();
            throw e;
        }
        listener.start();
    }

    public static Builder builder() {
        return new Builder();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return listener.port();
    }

    public RequestCounts counts() {
        return counts;
    }

    /** How many clients are connected at this moment. */
    public int openConnections() {
        return listener.open();
    }

    public Faults faults() {
        return faults;
    }

    /**
     * Cuts all connections, frees the port and closes the catalog; one in memory is gone then, and so is a vault that
     * was not given. Closing twice does nothing more.
     */
    @Override
    public void close() throws IOException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listener.close();
        try {
            catalog.close();
        } catch (SQLException e) {
            throw new IOException("cannot close the catalog", e);
        }
        if (temporaryVault != null) {
            delete(temporaryVault);
        }
    }

    private void cutAllConnections() {
        listener.cutAll();
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /** How a server is set up. Every setting has a default. */
    public static final class Builder {
        private InetAddress bind = new InetSocketAddress("127.0.0.1", 0).getAddress();
        private int port;
        private String zone = "tempZone";
        private String user = "rods";
        private String password = "rods";
        private Optional<String> catalog = Optional.empty();
        private Path vaultRoot;
        private long vaultLimit = Long.MAX_VALUE;
        private Release release = Release.NEWEST;
        private boolean bytes;
        private Prices prices = Prices.NONE;

        private Builder() {}

        /**
         * The address to listen on; default 127.0.0.1. Another than a loopback one needs a password of at least 16
         * characters. {@link MiniIrods#host()} stays what clients on this machine use.
         */
        public Builder bind(InetAddress value) {
            bind = value;
            return this;
        }

        /** Default 0: a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Default tempZone. */
        public Builder zone(String value) {
            zone = value;
            return this;
        }

        /** The administrator; default rods. */
        public Builder user(String value) {
            user = value;
            return this;
        }

        /** The administrator's; default rods. At most 50 bytes count, as with iRODS. */
        public Builder password(String value) {
            password = value;
            return this;
        }

        /** The catalog lasts as long as the server; this is the default. */
        public Builder catalogInMemory() {
            catalog = Optional.empty();
            return this;
        }

        /**
         * The catalog is kept in a file, whose name gets the suffix of the database. It outlives the server; when the
         * process is killed, the changes of its last half second may be missing.
         */
        public Builder catalogFile(Path value) {
            catalog = Optional.of(Storage.file(value));
            return this;
        }

        /**
         * The catalog is kept by a server of H2, as that of iRODS is by a server of its own: what was answered is in it, whatever
         * becomes of this process.
         *
         * @param address for JDBC, like {@code jdbc:h2:tcp://127.0.0.1:9092/./catalog}
         */
        public Builder catalogServer(String address) {
            catalog = Optional.of(address);
            return this;
        }

        /**
         * The catalog takes names and physical paths that are not UTF-8, as one in a database without an encoding does. The
         * default is to refuse them with -806000, as the usual one in PostgreSQL does.
         */
        public Builder catalogTakesBytes() {
            bytes = true;
            return this;
        }

        /** Directory for the vaults; default a temporary one that goes with the server. */
        public Builder vaultRoot(Path value) {
            vaultRoot = value;
            return this;
        }

        /** Bytes that all vaults may hold together; writing more fails as on a full disk. Default no limit. */
        public Builder vaultLimitBytes(long value) {
            vaultLimit = value;
            return this;
        }

        /** How long requests take, and how many are worked on at a time; default as fast as it goes. */
        public Builder prices(Prices value) {
            prices = value;
            return this;
        }

        /**
         * The release of iRODS that the server announces, such as 4.2.8; default 5.0.2. Requests that came with a later
         * one are unknown to it.
         *
         * @throws IllegalArgumentException it is no release from 4.2.0 to 5.0.2
         */
        public Builder release(String value) {
            release = Release.played(value);
            return this;
        }

        /**
         * @throws IOException when the port is taken, the password too short for the address, or catalog or vault cannot
         *         be opened
         */
        public MiniIrods start() throws IOException {
            if (!bind.isLoopbackAddress() && password.length() < SHORTEST_PASSWORD) {
                throw new IOException("who listens on " + bind.getHostAddress() + " needs a password of at least "
                        + SHORTEST_PASSWORD + " characters");
            }
            try {
                return new MiniIrods(this);
            } catch (SQLException e) {
                throw new IOException("cannot open the catalog", e);
            }
        }
    }
}
