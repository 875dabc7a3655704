package io.irodsingest.orchestrator.api;

import io.irodsingest.orchestrator.http.EventSource;
import io.irodsingest.orchestrator.loops.Monitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Tells the parts of a page, all of them at first and then each whenever it is another one. For one thread. */
final class PageParts implements EventSource {
    private static final Duration OLD = Duration.ofSeconds(2);

    private final Monitor monitor;
    private final LongFunction<Map<String, String>> parts;
    private final Map<String, String> told = new HashMap<>();
    private final Deque<Next> waiting = new ArrayDeque<>();
    private long look;

    /** @param parts as the monitor has seen things at that look or a later one, by the names of their events */
    PageParts(Monitor monitor, LongFunction<Map<String, String>> parts) {
        this.monitor = monitor;
        this.parts = parts;
    }

    /** Makes parts that are the same for everybody once for each look, however many pages are open. Thread-safe. */
    static LongFunction<Map<String, String>> shared(Supplier<Map<String, String>> maker) {
        return new LongFunction<>() {
            private long madeOf;
            private long madeAt = System.nanoTime();
            private Map<String, String> made = Map.of();

            @Override
            public synchronized Map<String, String> apply(long look) {
                // with all servers away there are no looks, and health changes all the same
                if (look > madeOf || System.nanoTime() - madeAt > OLD.toNanos()) {
                    made = maker.get();
                    madeOf = Math.max(look, madeOf);
                    madeAt = System.nanoTime();
                }
                return made;
            }
        };
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
        parts.apply(look).forEach((name, part) -> {
            if (!part.equals(told.put(name, part))) {
                waiting.add(new Next.Text(name, part));
            }
        });
    }
}
