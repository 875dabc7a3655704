package io.irodsingest.common.handler.python;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** The processes that run the event handler of one job in one worker; each is started when the others are busy. Thread-safe. */
final class PythonPool implements AutoCloseable {
    private final PythonOptions options;
    private final String file;
    private final byte[] init;
    private final Semaphore places;
    private final ConcurrentLinkedDeque<PythonProcess> idle = new ConcurrentLinkedDeque<>();
    private final Set<PythonProcess> all = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param file name of the event handler's file
     * @param init the first frame of each process
     */
    PythonPool(PythonOptions options, String file, byte[] init) {
        this.options = options;
        this.file = file;
        this.init = init.clone();
        this.places = new Semaphore(options.processes());
    }

    /** Starts the first process. @return the methods that the event handler has; @throws PythonException when it cannot be loaded */
    List<String> open() throws PythonException, InterruptedException {
        places.acquire();
        try {
            PythonProcess first = PythonProcess.start(options.command(), file);
            all.add(first);
            try {
                List<String> methods = first.load(init);
                idle.add(first);
                return methods;
            } catch (PythonException | InterruptedException failed) {
                end(first);
                throw failed;
            }
        } finally {
            places.release();
        }
    }

    /** Makes a call as {@link PythonProcess#call} does, in a process that has nothing to do; waits for one. */
    JsonNode call(String method, Map<String, ?> call, Answers answers) throws PythonException, InterruptedException {
        places.acquire();
        try {
            PythonProcess process = take();
            try {
                return process.call(method, call, answers);
            } finally {
                putBack(process);
            }
        } finally {
            places.release();
        }
    }

    /** Those that are alive. */
    List<Long> pids() {
        return all.stream().filter(PythonProcess::isAlive).map(PythonProcess::pid).toList();
    }

    @Override
    public void close() {
        closed = true;
        all.forEach(this::end);
    }

    private PythonProcess take() throws PythonException, InterruptedException {
        for (PythonProcess process = idle.pollFirst(); process != null; process = idle.pollFirst()) {
            if (process.isAlive()) {
                return process;
            }
            end(process);
        }
        if (closed) {
            throw new PythonException("the job is over for this worker");
        }
        PythonProcess process = PythonProcess.start(options.command(), file);
        all.add(process);
        boolean loaded = false;
        try {
            process.load(init);
            loaded = true;
            return process;
        } finally {
            if (!loaded) {
                end(process);
            }
        }
    }

    private void putBack(PythonProcess process) {
        if (process.isAlive() && !closed) {
            idle.addFirst(process);
        } else {
            end(process);
        }
    }

    private void end(PythonProcess process) {
        all.remove(process);
        process.close();
    }
}
