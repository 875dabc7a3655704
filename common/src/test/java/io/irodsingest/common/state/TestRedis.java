package io.irodsingest.common.state;

import io.irodsingest.common.outage.Outages;
import io.irodsingest.common.outage.UnavailableException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/** A real redis-server with an append-only file, that can be taken away and be given older data. */
final class TestRedis implements AutoCloseable {
    private final Path directory;
    private final int port;
    private final String password;
    private Process process;

    TestRedis(Path directory) {
        this(directory, "");
    }

    TestRedis(Path directory, String password) {
        this.directory = directory;
        this.password = password;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        start();
    }

    void start() {
        try {
            process = new ProcessBuilder("redis-server", "--bind", "127.0.0.1", "--port", String.valueOf(port), "--dir",
                    directory.toString(), "--appendonly", "yes", "--save", "", "--requirepass", password)
                    .redirectErrorStream(true).start();
            BufferedReader log = process.inputReader();
            String line = log.readLine();
            while (line != null && !line.contains("Ready to accept connections")) {
                line = log.readLine();
            }
            if (line == null) {
                throw new IOException("redis-server ended with " + process.exitValue());
            }
            Thread.ofPlatform().daemon().start(() -> log.lines().forEach(ignored -> {}));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** It keeps its connections and does not answer. */
    void freeze() {
        signal("-STOP");
    }

    /** It goes on with what came in meanwhile. */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().onExit().join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void restart() {
        kill();
        start();
    }

    RedisSettings settings() {
        return RedisSettings.of("redis://127.0.0.1:" + port,
                Optional.of(password).filter(secret -> !secret.isEmpty()));
    }

    RedisState open() throws UnavailableException {
        return RedisState.open(settings(), new Outages(Clock.systemUTC()));
    }

    /** Sends a command of words without spaces and returns the first line of the answer. */
    String command(String words) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A figure of {@code INFO}. */
    long info(String name) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("INFO\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).lines()
                    .filter(line -> line.startsWith(name + ':'))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1).trim())).findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Keeps a copy of the data as they are on disk. */
    void copyTo(Path copy) {
        copyTree(directory, copy);
    }

    /** Ends the server as a power cut would, and starts it with older data. */
    void fallBackTo(Path copy) {
        kill();
        deleteTree(directory);
        copyTree(copy, directory);
        start();
    }

    @Override
    public void close() {
        kill();
    }

    private static void copyTree(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void deleteTree(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
