package io.irodsingest.workerbatch.sample;

import static org.awaitility.Awaitility.await;
import io.irodsingest.handlerapi.batch.BatchContext;
import io.irodsingest.handlerapi.batch.BatchSummary;
import io.irodsingest.handlerapi.batch.Row;
import io.irodsingest.handlerapi.batch.RowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the processors of application {@code sample} do with a row: what it says itself, in its member {@code do}. What they were called
 * with is kept, for tests in the same process.
 */
public final class Sample {
    public static final String APP = "sample";
    /** How often each row was worked on, by batch and line. */
    public static final Map<String, AtomicInteger> CALLS = new ConcurrentHashMap<>();
    public static final ConcurrentLinkedQueue<BatchSummary> DONE = new ConcurrentLinkedQueue<>();
    /** What rows that say {@code wait} wait for; a test makes another one. */
    public static volatile CountDownLatch gate = new CountDownLatch(0);
    /** What {@code markDone} does; a test may have it fail. */
    public static volatile Runnable onDone = () -> {};

    private Sample() {}

    /** Forgets what earlier tests have left. */
    public static void reset() {
        CALLS.clear();
        DONE.clear();
        gate = new CountDownLatch(0);
        onDone = () -> {};
    }

    static void count(Row row, BatchContext context) {
        CALLS.computeIfAbsent(context.id() + ' ' + row.line(), key -> new AtomicInteger()).incrementAndGet();
    }

    /** How often a row was worked on. */
    public static int calls(String batch, long line) {
        AtomicInteger calls = CALLS.get(batch + ' ' + line);
        return calls == null ? 0 : calls.get();
    }

    static RowResult answer(Row row, BatchContext context) throws Exception {
        Map<String, String> fields = row.fields();
        if (fields.containsKey("dir")) {
            note(fields.get("dir"), "calls", String.valueOf(row.line()));
        }
        return switch (fields.getOrDefault("do", "ok")) {
            case "fail" -> RowResult.failure("line " + row.line() + " is to fail");
            case "fail once" -> calls(context.id(), row.line()) > 1
                    ? RowResult.success("\"again\"")
                    : RowResult.failure("not yet");
            case "throw" -> throw new IllegalStateException("thrown\nat will");
            case "error" -> throw new StackOverflowError();
            case "interrupt" -> throw new InterruptedException("of its own");
            case "later" -> row.tries() < Integer.parseInt(fields.getOrDefault("times", "1"))
                    ? RowResult.tryLater("not now", Duration.ofMillis(Long.parseLong(fields.getOrDefault("ms", "0"))))
                    : RowResult.success(String.valueOf(row.tries()));
            case "null" -> null;
            case "no json" -> RowResult.success("{oops");
            case "large" -> RowResult.success('"' + "x".repeat(2_000_000) + '"');
            case "spaced" -> RowResult.success(" {\n \"a\" : 1.10 }\n");
            case "write" -> new RowResult.Success("null", Map.of(fields.get("file"), fields.get("text")));
            case "bad name" -> new RowResult.Success("null", Map.of("../x", "y"));
            case "hang" -> hang();
            case "wait" -> {
                gate.await();
                yield RowResult.success();
            }
            case "gate" -> {
                note(fields.get("dir"), "begun", String.valueOf(row.line()));
                Path go = Path.of(fields.get("dir"), "go");
                await().atMost(2, TimeUnit.MINUTES).until(() -> Files.exists(go));
                yield RowResult.success();
            }
            case "exit" -> {
                Runtime.getRuntime().halt(3);
                yield RowResult.success();
            }
            case "irods" -> RowResult.success(String.valueOf(context.session().exists(fields.get("path"))));
            default -> RowResult.success(row.json());
        };
    }

    /** Takes no notice of interrupts. */
    private static RowResult hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException ignored) {
                // that is what it is for
            }
        }
    }

    /** With a context that names a directory, what is told is written there, and {@code markDone} waits while a file is there. */
    static void done(BatchSummary summary, BatchContext context) throws Exception {
        onDone.run();
        DONE.add(summary);
        if (!context.context().equals("null")) {
            String directory = context.context().replace("\"", "");
            note(directory, "done", summary.toString());
            await().atMost(2, TimeUnit.MINUTES).until(() -> !Files.exists(Path.of(directory, "hold")));
            note(directory, "finished", summary.toString());
        }
    }

    private static void note(String directory, String file, String line) throws IOException {
        Files.writeString(Path.of(directory, file), line + '\n', StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
