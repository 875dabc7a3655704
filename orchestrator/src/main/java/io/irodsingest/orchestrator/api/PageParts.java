package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.loops.Monitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tells the parts of a page, all of them at first and then each whenever it is another one. For one thread. */
final class PageParts implements EventSource {
    private final Monitor monitor;
    private final Supplier<Map<String, String>> parts;
    private final Map<String, String> told = new HashMap<>();
    private final Deque<Next> waiting = new ArrayDeque<>();
    private long look;

    /** @param parts as the monitor has seen things last, by the names of their events */
    PageParts(Monitor monitor, Supplier<Map<String, String>> parts) {
        this.monitor = monitor;
        this.parts = parts;
        note();
    }

    @Override
    public Next next(Duration most) throws InterruptedException {
        long limit = System.nanoTime() + most.toNanos();
        Duration left = most;
        while (waiting.isEmpty() && !left.isNegative()) {
            look = monitor.awaitLook(look, left);
            note();
            left = Duration.ofNanos(limit - System.nanoTime());
        }
        return waiting.isEmpty() ? new Next.Quiet() : waiting.remove();
    }

    private void note() {
        parts.get().forEach((name, part) -> {
            if (!part.equals(told.put(name, part))) {
                waiting.add(new Next.Text(name, part));
            }
        });
    }
}
