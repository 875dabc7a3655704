package io.irodsingest.orchestrator.http;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.orchestrator.http.EventSource.Next;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events, in the form of the <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML
 * standard</a>. Every stream has a thread of its own. Thread-safe.
 */
final class EventStreams implements AutoCloseable {
    static final String MEDIA_TYPE = "text/event-stream";

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int MOST = 256;
    /** Proxies and clients take a silent connection for a lost one. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final JsonMapper json;
    private final Semaphore free = new Semaphore(MOST);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    EventStreams(JsonMapper json) {
        // a line break would end the data
        this.json = json.rebuild().disable(SerializationFeature.INDENT_OUTPUT).build();
    }

    /**
     * Sends events until there are no more, the client goes or this is closed.
     *
     * @throws Refusal when there are too many streams
     */
    void send(Context context, EventSource source) {
        if (!free.tryAcquire()) {
            throw Refusal.unavailable("there are " + MOST + " event streams already; end one, or ask again later");
        }
        threads.add(Thread.currentThread());
        try {
            context.contentType(MEDIA_TYPE + ";charset=utf-8");
            stream(context.res().getOutputStream(), source);
        } catch (IOException gone) {
            LOG.debug("the client of an event stream is gone: {}", gone.toString());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            threads.remove(Thread.currentThread());
            free.release();
        }
    }

    private void stream(OutputStream out, EventSource source) throws IOException, InterruptedException {
        write(out, "retry: 2000\n\n");
        while (!closed) {
            switch (source.next(KEEP_ALIVE)) {
                case Next.Event event -> write(out, "event: " + event.name() + "\ndata: "
                        + json.writeValueAsString(event.data()) + "\n\n");
                case Next.Text event -> write(out, "event: " + event.name() + event.text().lines()
                        .collect(Collectors.joining("\ndata: ", "\ndata: ", "\n\n")));
                case Next.Quiet quiet -> write(out, ":\n\n");
                case Next.End end -> {
                    write(out, "event: end\ndata: {}\n\n");
                    return;
                }
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
