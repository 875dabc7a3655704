package io.irodsingest.benchmarks;

import io.irodsingest.common.handler.EventHandlers;
import io.irodsingest.common.handler.HandlerPolicy;
import io.irodsingest.common.handler.HookTarget;
import io.irodsingest.common.handler.python.PythonOptions;
import io.irodsingest.common.handlerfile.HandlerFiles;
import io.irodsingest.common.job.HandlerFile;
import io.irodsingest.common.job.HandlerFile.Form;
import io.irodsingest.common.job.JobSpec;
import io.irodsingest.common.path.RawPath;
import io.irodsingest.common.sync.EntryKind;
import io.irodsingest.common.sync.EntryStamp;
import io.irodsingest.handlerapi.Operation;
import io.irodsingest.ingesttasks.IngestSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures how many calls of an event handler of Python a worker makes in a second, and what memory its processes have. */
final class PythonCalls {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final byte[] HANDLER = """
            from irods_capability_automated_ingest.core import Core
            from irods_capability_automated_ingest.utils import Operation
            class event_handler(Core):
                @staticmethod
                def operation(session, meta, **options): return Operation.PUT_SYNC
            """.getBytes(StandardCharsets.UTF_8);

    private PythonCalls() {}

    /** @param arguments the numbers of processes to measure with; 1 and 2 when there are none */
    public static void main(String[] arguments) throws Exception {
        List<Integer> numbers = arguments.length == 0
                ? List.of(1, 2)
                : List.of(arguments).stream().map(Integer::valueOf).toList();
        for (int processes : numbers) {
            measure(processes);
        }
    }

    private static void measure(int processes) throws Exception {
        HandlerFile file = HandlerFiles.check(Form.PYTHON, "handler.py", HANDLER);
        IngestSpec work = IngestSpec.of(RawPath.parse("/data"), "/tempZone/home/rods", Operation.PUT).with(file);
        PythonOptions options = new PythonOptions("python3", processes, 0, Optional.empty());
        try (HandlerPolicy policy = EventHandlers.load(new JobSpec("calls", work), work, file, HANDLER,
                new EventHandlers.Python(options, (name, known, wanted) -> wanted));
                ExecutorService threads = Executors.newFixedThreadPool(2 * processes)) {
            calls(policy, threads, 2 * processes, WARM_UP);
            long calls = calls(policy, threads, 2 * processes, MEASURED);
            System.out.printf("%d processes: %d calls/s, memory of each in MiB: %s%n", processes,
                    calls / MEASURED.toSeconds(), memory());
        }
    }

    private static long calls(HandlerPolicy policy, ExecutorService threads, int callers, Duration time)
            throws Exception {
        long end = System.nanoTime() + time.toNanos();
        HookTarget entry = new HookTarget(RawPath.parse("/data/below/file"), "/tempZone/home/rods/below/file",
                Optional.of(new EntryStamp(EntryKind.REGULAR, 42, 1_000_000_000_005L, 2_000_000_000_000L, 0)));
        Callable<Long> caller = () -> {
            long made = 0;
            while (System.nanoTime() < end) {
                policy.operation(entry);
                made++;
            }
            return made;
        };
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            running.add(threads.submit(caller));
        }
        long all = 0;
        for (Future<Long> one : running) {
            all += one.get();
        }
        return all;
    }

    private static List<Long> memory() throws IOException {
        List<Long> resident = new ArrayList<>();
        for (ProcessHandle child : ProcessHandle.current().children().toList()) {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(child.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    resident.add(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024);
                }
            }
        }
        return resident;
    }
}
