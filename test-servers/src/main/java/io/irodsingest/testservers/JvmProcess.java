package io.irodsingest.testservers;

import io.irodsingest.embedded.GuardedProcess;
import io.irodsingest.embedded.GuardedProcess.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program of ours as a JVM of its own, on this JVM's class path unless told otherwise. It ends with this JVM. What it prints is appended to its log.
 */
public final class JvmProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final String MEMORY = "VmHWM:";
    /** Most live for seconds: the second compiler would cost more than it gives. */
    private static final List<String> BRIEF = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final GuardedProcess process;
    private final String readyLine;

    private JvmProcess(GuardedProcess process, String readyLine) {
        this.process = process;
        this.readyLine = readyLine;
    }

    /**
     * What to start.
     *
     * @param main the class whose main is run
     * @param options of the JVM
     * @param ready what the line says by which the program tells that it is ready
     * @param classPath where the program's classes are, as the JVM's option takes it
     */
    public record Program(String main, List<String> options, List<String> arguments, Map<String, String> environment,
            String ready, String classPath) {
        /** One that is on this JVM's class path. */
        public Program(String main, List<String> options, List<String> arguments, Map<String, String> environment,
                String ready) {
            this(main, options, arguments, environment, ready, System.getProperty("java.class.path"));
        }
    }

    /**
     * Starts a program and waits until it is ready.
     *
     * @param log is made when it is missing
     * @throws IOException when it ended first; the message has its last words
     */
    public static JvmProcess start(Program program, Path log) throws IOException {
        return start(List.of(), program, log);
    }

    /** As {@link #start(Program, Path)}, by another program that turns into it, like {@code setpriv}. */
    public static JvmProcess start(List<String> starter, Program program, Path log) throws IOException {
        List<String> line = new ArrayList<>(starter);
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(BRIEF);
        line.addAll(program.options());
        line.addAll(List.of("-cp", program.classPath(), program.main()));
        line.addAll(program.arguments());
        AtomicReference<String> ready = new AtomicReference<>("");
        GuardedProcess process = GuardedProcess.start(
                new Command(program.main(), line, program.environment(), log.toAbsolutePath().getParent(), false,
                        text -> {
                            append(log, text);
                            return text.contains(program.ready()) && ready.compareAndSet("", text);
                        }));
        process.awaitReady(START_LIMIT);
        return new JvmProcess(process, ready.get());
    }

    private static void append(Path log, String text) {
        try {
            Files.writeString(log, text + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** The line by which it told that it is ready. */
    public String readyLine() {
        return readyLine;
    }

    /** @throws java.util.NoSuchElementException when it has ended */
    public long pid() {
        return handle().orElseThrow().pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time so far; zero when it has ended. */
    public Duration cpu() {
        return handle().flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    /** Largest memory it had resident, in bytes; 0 when the system does not tell. */
    public long peakMemory() throws IOException {
        Path status = Path.of("/proc", handle().map(handle -> String.valueOf(handle.pid())).orElse("none"), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith(MEMORY))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(0);
    }

    private Optional<ProcessHandle> handle() {
        return process.processes().filter(handle -> handle.info().command().orElse("").endsWith("/java")).findFirst();
    }

    /** Has it stand still (SIGSTOP), with all its connections open, until {@link #thaw}. */
    public void freeze() {
        process.freeze();
    }

    /** Lets it go on. */
    public void thaw() {
        process.thaw();
    }

    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
