package io.irodsingest.miniirods;

import io.irodsingest.miniirods.catalog.Storage;
import io.irodsingest.miniirods.wire.Release;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a server until it is ended. Prints one line with its ports when it is ready. */
@Command(name = "mini-irods", mixinStandardHelpOptions = true, version = "mini-irods, speaking as iRODS 5.0.2", description = "A small iRODS-compatible server, for trying out and for tests.", footer = "The administrator's password comes from --password-file or the variable MINI_IRODS_PASSWORD.")
final class Main implements Callable<Integer> {
    private static final String LOGBACK = "logback.configurationFile";
    private static final String PASSWORD = "MINI_IRODS_PASSWORD";

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "address to listen on; another than a loopback one needs a password of at least 16 characters (default: ${DEFAULT-VALUE})")
    private InetAddress bind = new InetSocketAddress("127.0.0.1", 0).getAddress();

    @Option(names = "--port", paramLabel = "N", description = "port, 0 for a free one (default: ${DEFAULT-VALUE})")
    private int port = 1247;

    @Option(names = "--zone", paramLabel = "NAME", description = "name of the zone (default: ${DEFAULT-VALUE})")
    private String zone = "tempZone";

    @Option(names = "--user", paramLabel = "NAME", description = "administrator (default: ${DEFAULT-VALUE})")
    private String user = "rods";

    @Option(names = "--password-file", paramLabel = "FILE", description = "file whose first line is the password")
    private Path passwordFile;

    @Option(names = "--catalog", paramLabel = "memory|PATH|jdbc:h2:tcp:...", description = "where the catalog is kept: in memory, in a file, or by a server of H2, which a kill -9 of this process does not reach (default: ${DEFAULT-VALUE})")
    private String catalog = "memory";

    @Option(names = "--catalog-takes-bytes", description = "names and physical paths in the catalog need not be UTF-8 (default: those that are not are refused with -806000, as by a database in UTF-8)")
    private boolean catalogTakesBytes;

    @Option(names = "--vault", paramLabel = "DIR", description = "directory of the vaults (default: a temporary one that goes with the server)")
    private Path vault;

    @Option(names = "--vault-limit", paramLabel = "BYTES", description = "bytes that the vaults may hold")
    private long vaultLimit = Long.MAX_VALUE;

    @Option(names = "--prices", paramLabel = "none|measured", description = "how long requests take: as fast as it goes, or as long as on a real 5.0.2 that was measured (default: none)")
    private PriceList prices = PriceList.NONE;

    @Option(names = "--agents", paramLabel = "N", description = "with --prices measured, how many requests are worked on at a time (default: ${DEFAULT-VALUE})")
    private int agents = 2;

    @Option(names = "--release", paramLabel = "N.N.N", description = "release of iRODS to play, from 4.2.0 to 5.0.2; it does not know what came later (default: ${DEFAULT-VALUE})")
    private Release release = Release.NEWEST;

    @Option(names = "--admin-port", paramLabel = "N", description = "port for counts and faults over HTTP, 0 for a free one (default: none)")
    private Integer adminPort;

    private enum PriceList {
        NONE, MEASURED
    }

    private Main() {}

    public static void main(String[] arguments) {
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/irodsingest/miniirods/logback-main.xml");
        }
        System.exit(line().execute(arguments));
    }

    static CommandLine line() {
        CommandLine line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Release.class, Main::release);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println("mini-irods: " + e.getMessage()
                    + (e.getCause() == null ? "" : ": " + e.getCause().getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        MiniIrods.Builder builder = MiniIrods.builder().bind(bind).port(port).zone(zone).user(user).password(password())
                .vaultRoot(vault).vaultLimitBytes(vaultLimit).release(release.toString());
        if (prices == PriceList.MEASURED) {
            builder.prices(Prices.measured(agents));
        }
        if (catalogTakesBytes) {
            builder.catalogTakesBytes();
        }
        if (catalog.startsWith(Storage.SERVER)) {
            builder.catalogServer(catalog);
        } else if (!"memory".equals(catalog)) {
            builder.catalogFile(Path.of(catalog));
        }
        CountDownLatch ended = new CountDownLatch(1);
        MiniIrods server = builder.start();
        AdminEndpoint admin = adminPort == null ? null : new AdminEndpoint(adminPort, server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop(server, admin);
            ended.countDown();
        }));
        System.out.println("mini-irods listens on " + bind.getHostAddress() + ':' + server.port()
                + (admin == null ? "" : ", admin on 127.0.0.1:" + admin.port()));
        ended.await();
        return CommandLine.ExitCode.OK;
    }

    private static Release release(String text) {
        try {
            return Release.played(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static void stop(MiniIrods server, AdminEndpoint admin) {
        if (admin != null) {
            admin.close();
        }
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("mini-irods: " + e.getMessage());
        }
    }

    private String password() throws IOException {
        if (passwordFile != null) {
            return Files.readString(passwordFile).lines().findFirst().orElse("").strip();
        }
        String fromEnvironment = System.getenv(PASSWORD);
        if (fromEnvironment == null || fromEnvironment.isEmpty()) {
            throw new IOException("no password: give --password-file or set " + PASSWORD);
        }
        return fromEnvironment;
    }
}
