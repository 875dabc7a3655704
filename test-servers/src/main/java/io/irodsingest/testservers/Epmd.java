package io.irodsingest.testservers;

import io.irodsingest.embedded.GuardedProcess;
import io.irodsingest.embedded.GuardedProcess.Command;
import io.irodsingest.embedded.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Erlang's port mapper for nodes of our own, which are not to meet others of the machine. */
final class Epmd implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    private final GuardedProcess process;
    private final int port;

    private Epmd(GuardedProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static Optional<Path> program() {
        return Programs.find("epmd", "/usr/lib/erlang/bin", "/usr/local/lib/erlang/bin");
    }

    static Epmd start(Path program, Path directory) throws IOException {
        int port = LoopbackPorts.free();
        GuardedProcess process = GuardedProcess.start(new Command("epmd",
                List.of(program.toString(), "-d", "-address", "127.0.0.1", "-port", Integer.toString(port)), Map.of(),
                directory, false, line -> line.contains("epmd running")));
        process.awaitReady(START_LIMIT);
        return new Epmd(process, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.kill();
    }
}
