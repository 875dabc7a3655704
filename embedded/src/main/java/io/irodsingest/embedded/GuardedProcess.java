package io.irodsingest.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server process that ends with this JVM, also when this JVM is killed: a small shell stands between the two and
 * stops the server when the pipe to the JVM breaks ({@code guard.sh}). Where {@code setsid} exists the server and its
 * children form a session of their own, which is stopped as a whole.
 * <p>
 * Thread-safe. Its output goes to this class's logger at debug level; the last lines are part of the message when the
 * server ends before it is ready.
 */
public final class GuardedProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedProcess.class);
    private static final String GUARD = readGuard();
    private static final int REMEMBERED_LINES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Command command;
    private final Process guard;
    private final ArrayDeque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * @param name        what the server is called in messages
     * @param line        program and arguments; visible to every user of the machine, so no secrets
     * @param environment added to the environment of this JVM
     * @param directory   the working directory of the server
     * @param scratch     whether the guard removes that directory when this JVM dies while the server runs
     * @param readyLine   tells the line of output by which the server says that it is ready
     */
    public record Command(String name, List<String> line, Map<String, String> environment, Path directory,
            boolean scratch, Predicate<String> readyLine) {
        public Command {
            Objects.requireNonNull(name);
            Objects.requireNonNull(directory);
            Objects.requireNonNull(readyLine);
            line = List.copyOf(line);
            environment = Map.copyOf(environment);
        }
    }

    private GuardedProcess(Command command, Process guard) {
        this.command = command;
        this.guard = guard;
    }

    /** Starts the server and returns at once; {@link #awaitReady} waits for it. */
    public static GuardedProcess start(Command command) throws IOException {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "guard",
                command.scratch() ? command.directory().toAbsolutePath().toString() : ""));
        line.addAll(command.line());
        ProcessBuilder builder = new ProcessBuilder(line).directory(command.directory().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        GuardedProcess process = new GuardedProcess(command, builder.start());
        Thread.ofPlatform().daemon().name(command.name() + "-output").start(process::readOutput);
        return process;
    }

    /**
     * Waits until the server has said that it is ready.
     *
     * @throws IOException when it ended first or did not say so within the limit; it is killed then
     */
    public void awaitReady(Duration limit) throws IOException {
        try {
            ready.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(command.name() + " ended at its start: " + lastOutput(), e.getCause());
        } catch (TimeoutException e) {
            kill();
            throw new IOException(command.name() + " was not ready in " + limit + ": " + lastOutput(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IOException("interrupted while " + command.name() + " was starting", e);
        }
    }

    /** The server and what it started, with the shells between; empty when it is gone. */
    public Stream<ProcessHandle> processes() {
        return guard.descendants();
    }

    public boolean isAlive() {
        return !ended.isDone();
    }

    /** Asks the server to end, and kills it when it has not within ten seconds; returns when it is gone. */
    @Override
    public void close() {
        order("term");
        if (!awaitEnd()) {
            LOG.warn("{} did not end when asked to; killing it", command.name());
        }
        kill();
    }

    /** Ends the server with SIGKILL; returns when it is gone. */
    public void kill() {
        order("kill");
        awaitEnd();
        try {
            guard.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has the server and its children stand still (SIGSTOP), with all connections open, until {@link #thaw}. */
    public void freeze() {
        order("stop");
    }

    /** Lets a server that stands still go on. */
    public void thaw() {
        order("continue");
    }

    private boolean awaitEnd() {
        try {
            ended.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void order(String order) {
        try {
            guard.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            guard.getOutputStream().flush();
        } catch (IOException e) {
            LOG.debug("the guard of {} had gone", command.name(), e);
        }
    }

    private void readOutput() {
        try (BufferedReader output = guard.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                LOG.debug("{}: {}", command.name(), line);
                remember(line);
                if (command.readyLine().test(line)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            LOG.debug("the output of {} broke", command.name(), e);
        }
        releaseGuard();
        ready.completeExceptionally(new IOException("its output ended"));
        ended.complete(null);
    }

    private void releaseGuard() {
        order("gone");
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("the guard of {} had gone", command.name(), e);
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > REMEMBERED_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    private String lastOutput() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "(it printed nothing)" : String.join(" | ", lastLines);
        }
    }

    private static String readGuard() {
        try (InputStream script = GuardedProcess.class.getResourceAsStream("guard.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
