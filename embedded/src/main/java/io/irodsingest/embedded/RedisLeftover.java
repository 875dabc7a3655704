package io.irodsingest.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A redis-server of a directory that outlived its JVM and the guard of it (both were killed). Two servers on one
 * append-only file destroy it, hence a start ends such a server first. Whoever calls this holds the directory's lock.
 */
final class RedisLeftover {
    static final String PID_FILE = "redis.pid";

    private static final Logger LOG = LoggerFactory.getLogger(RedisLeftover.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private RedisLeftover() {}

    static void stop(Path directory) throws IOException {
        Optional<ProcessHandle> leftover = find(directory);
        if (leftover.isPresent()) {
            ProcessHandle server = leftover.get();
            LOG.warn("ending redis-server {} that an earlier process left in {}", server.pid(), directory);
            server.destroy();
            if (!hasEnded(server)) {
                server.destroyForcibly();
                if (!hasEnded(server)) {
                    throw new IOException("redis-server " + server.pid() + " uses " + directory + " and does not end");
                }
            }
        }
        Files.deleteIfExists(directory.resolve(PID_FILE));
    }

    private static Optional<ProcessHandle> find(Path directory) throws IOException {
        Path pidFile = directory.resolve(PID_FILE);
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String pid = Files.readString(pidFile).strip();
        if (!pid.matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid)).filter(process -> isRedisOf(directory, process));
    }

    /** A pid is used again by other programs: this one must be a redis-server from or in the directory. */
    private static boolean isRedisOf(Path directory, ProcessHandle process) {
        Optional<Path> program = process.info().command().map(Path::of);
        return program.isPresent() && program.get().getFileName().toString().startsWith("redis-")
                && (program.get().startsWith(directory) || worksIn(directory, process));
    }

    private static boolean worksIn(Path directory, ProcessHandle process) {
        try {
            return Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath().equals(directory);
        } catch (IOException e) {
            LOG.debug("the working directory of process {} cannot be told", process.pid(), e);
            return false;
        }
    }

    private static boolean hasEnded(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while redis-server " + process.pid() + " was ending", e);
        }
    }
}
