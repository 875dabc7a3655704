package io.irodsingest.standalone;

import io.irodsingest.cli.CommandException;
import io.irodsingest.cli.KeyPairFile;
import io.irodsingest.common.config.Termination;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.embedded.EmbeddedS3;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "s3-server", description = "Runs an S3 server (S3Proxy) for trying out. Ends on SIGTERM and Ctrl-C.")
final class S3ServerCommand implements Callable<Integer> {
    /** Fewest characters of the secret key when others than this machine may connect. */
    private static final int SHORTEST_SECRET = 16;

    @Spec
    private CommandSpec spec;

    @Option(names = "--directory", paramLabel = "DIR", required = true, description = "Where buckets are kept; it is made when it does not exist, and is this server's alone")
    private Path directory;

    @Option(names = "--keypair", paramLabel = "FILE", required = true, description = "A file of two lines, access key and secret key, as --s3-keypair of start takes it")
    private Path keypair;

    @Option(names = "--bucket", paramLabel = "NAME", description = "A bucket that is made when there is none of the name; may be repeated")
    private List<String> buckets = List.of();

    @Option(names = "--fill", paramLabel = "DIR", description = "Files that become objects of the first bucket at the start; none when it is empty")
    private Path tree = Path.of("");

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "The address to listen on; another than a loopback one needs a secret key of at least 16 characters. Default: ${DEFAULT-VALUE}")
    private String bind;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "9000", description = "Its port; 0 for a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw CommandException.wrongUse("--port must be from 0 to 65535");
        }
        boolean fills = !tree.toString().isEmpty();
        if (fills && buckets.isEmpty()) {
            throw CommandException.wrongUse("--fill needs a --bucket to fill");
        }
        KeyPairFile pair = KeyPairFile.read(keypair);
        if (!isLoopback() && pair.secretKey().length() < SHORTEST_SECRET) {
            throw CommandException.wrongUse("who listens on " + bind + " needs a secret key of at least "
                    + SHORTEST_SECRET + " characters");
        }
        Termination termination = Termination.bySignals();
        EmbeddedS3 server = EmbeddedS3.durable(directory.toAbsolutePath(), pair.accessKey(), pair.secretKey())
                .onAddress(bind)
                .onPort(port);
        try {
            server.start();
            termination.closes(() -> close(server));
            buckets.forEach(server::makeBucket);
            if (fills) {
                ObjectsOfTree.put(RawPath.of(tree.toAbsolutePath()), server, buckets.getFirst());
            }
        } catch (NoSuchFileException missing) {
            throw CommandException.wrongUse("--fill '" + missing.getFile() + "' does not exist");
        } catch (IOException impossible) {
            throw CommandException.failure(impossible.getMessage());
        }
        spec.commandLine().getErr()
                .println(EmbeddedS3.product() + " listens on " + server.endpoint() + "; Ctrl-C ends it");
        termination.await();
        return 0;
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw CommandException.wrongUse("--bind '" + bind + "' is no address of this machine");
        }
    }

    private static void close(EmbeddedS3 server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
