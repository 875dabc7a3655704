package io.irodsingest.common.handler.python;

import com.fasterxml.jackson.databind.JsonNode;
import io.irodsingest.handlerapi.SessionException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A process of Python that runs one event handler, call by call. Belongs to one thread at a time; {@link #close} may come from any. When
 * the worker dies, the process sees its pipe closed and ends itself.
 */
final class PythonProcess implements AutoCloseable {
    /**
     * Reads the program that does everything else, so that nothing has to lie in a file. Also a Python that is too old understands it. Nothing
     * is imported from the directory that the worker happens to be in.
     */
    private static final String BOOT = """
            import sys
            sys.path[:] = [p for p in sys.path if p]
            import os, struct
            if sys.version_info < (3, 9):
                e = '{"error": "CPython 3.9 or newer is needed, and %s is %s"}' % (sys.executable, sys.version.split()[0])
                os.write(1, struct.pack('>I', len(e)) + e.encode('utf-8'))
                sys.exit()
            f = open(0, 'rb', 0, closefd=False)
            n = int(f.readline())
            b = b''
            while len(b) < n:
                b += f.read(n - len(b))
            exec(compile(b, '<irods-ingest host>', 'exec'))
            """;
    private static final String OURS = "IRODS_INGEST_";
    private static final int EXIT_WAIT_MILLIS = 2_000;
    private static final int SIGNALLED = 128;
    private static final JsonNode END = Frames.JSON.getNodeFactory().missingNode();

    private final Process process;
    private final Logger log;
    private final DataOutputStream out;
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    /** What log lines of the latest call name, and so those of what it prints; null for nothing. */
    private volatile Map<String, String> logged;

    private PythonProcess(Process process, String file) {
        this.process = process;
        this.log = LoggerFactory.getLogger("handler." + file);
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        Thread.ofPlatform().daemon().name("python-" + process.pid() + "-frames").start(this::readFrames);
        Thread.ofPlatform().daemon().name("python-" + process.pid() + "-prints").start(this::readPrints);
    }

    /**
     * Starts one and has it load an event handler, which {@link #loaded} waits for.
     *
     * @param command the Python
     * @param file name of the event handler's file
     * @throws PythonException when there is no such Python
     */
    static PythonProcess start(String command, String file) throws PythonException {
        ProcessBuilder builder = new ProcessBuilder(command, "-u", "-c", BOOT);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith(OURS));
        environment.putAll(Map.of("PYTHONUTF8", "1", "PYTHONDONTWRITEBYTECODE", "1"));
        try {
            return new PythonProcess(builder.start(), file);
        } catch (IOException none) {
            throw new PythonException("this worker has no Python that could run it: '" + command
                    + "' cannot be started; install CPython 3.9 or newer there, or name one by IRODS_INGEST_PYTHON");
        }
    }

    /**
     * Sends the program and the event handler.
     *
     * @param init the first frame
     * @return the methods that the event handler has
     * @throws PythonException when it cannot be loaded
     */
    List<String> load(byte[] init) throws PythonException, InterruptedException {
        byte[] host = Sources.HOST.getBytes(StandardCharsets.UTF_8);
        try {
            out.write((host.length + "\n").getBytes(StandardCharsets.US_ASCII));
            out.write(host);
            Frames.write(out, init);
        } catch (IOException ended) {
            log.debug("the process took no event handler", ended);
        }
        JsonNode methods = await("loading", Answers.NONE);
        return Frames.JSON.convertValue(methods,
                Frames.JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    /**
     * Makes a call and waits for its end.
     *
     * @param method its name, for messages
     * @param call the frame
     * @param answers what the call may ask
     * @throws PythonException when it raised something, or the process ended
     * @throws InterruptedException when the thread was interrupted; the process is ended then
     */
    JsonNode call(String method, Map<String, ?> call, Answers answers) throws PythonException, InterruptedException {
        logged = MDC.getCopyOfContextMap();
        send(call);
        return await(method, answers);
    }

    boolean isAlive() {
        return !closed && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Ends the process, and those that it made. */
    @Override
    public void close() {
        closed = true;
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        try {
            out.close();
        } catch (IOException broken) {
            log.trace("the pipe to the process was broken", broken);
        }
    }

    private void send(Map<String, ?> frame) {
        try {
            Frames.write(out, Frames.JSON.writeValueAsBytes(frame));
        } catch (IOException ended) {
            // what became of the process is told by the end of its frames
            log.debug("the process took no frame", ended);
        }
    }

    private JsonNode await(String method, Answers answers) throws PythonException, InterruptedException {
        boolean ended = false;
        try {
            while (true) {
                JsonNode frame = frames.take();
                if (frame == END) {
                    throw new PythonException(describeEnd(method));
                } else if (frame.has("log")) {
                    log(frame.get("log").asText(), frame.path("text").asText());
                } else if (frame.has("ask")) {
                    send(answer(answers, frame));
                } else {
                    ended = true;
                    if (frame.has("error")) {
                        throw new PythonException(frame.get("error").asText());
                    }
                    return frame.path("value");
                }
            }
        } finally {
            if (!ended) {
                close();
            }
        }
    }

    private static Map<String, Object> answer(Answers answers, JsonNode asked) throws InterruptedException {
        Map<String, Object> answer = new HashMap<>();
        try {
            answer.put("value", answers.answer(asked.get("ask").asText(), asked.path("arguments")));
        } catch (SessionException refused) {
            answer.put("error", String.valueOf(refused.getMessage()));
            answer.put("status", refused.status());
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            answer.put("error", String.valueOf(wrong.getMessage()));
        }
        return answer;
    }

    private String describeEnd(String method) throws InterruptedException {
        Optional<Integer> code = process.waitFor(EXIT_WAIT_MILLIS, TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
        return "the Python process ended in " + method + code.map(value -> value > SIGNALLED
                ? ", by signal " + (value - SIGNALLED)
                : ", with exit code " + value).orElse("");
    }

    private void readFrames() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                frames.add(Frames.read(in));
            }
        } catch (IOException ended) {
            log.trace("the process says no more", ended);
        } finally {
            frames.add(END);
        }
    }

    /** What the event handler prints, and what Python says where it cannot go on. */
    private void readPrints() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                MDC.setContextMap(Objects.requireNonNullElse(logged, Map.of()));
                log.info("{}", line);
            }
        } catch (IOException ended) {
            log.trace("the process prints no more", ended);
        }
    }

    private void log(String level, String text) {
        switch (level) {
            case "debug" -> log.debug("{}", text);
            case "warn" -> log.warn("{}", text);
            case "error" -> log.error("{}", text);
            default -> log.info("{}", text);
        }
    }
}
