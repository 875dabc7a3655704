package io.irodsingest.orchestrator.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Reads what requests carry, so that however many come together they take a bounded part of the memory: large ones wait for each
 * other. Thread-safe.
 */
final class Bodies {
    /** Of a wish for a job, which may have an event handler with it. */
    static final int LARGEST = 16 << 20;
    private static final int SMALL = 64 << 10;
    private static final int LARGE_ONES = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** Besides the listener's limit for silence. */
    private static final Duration LONGEST_READ = Duration.ofSeconds(60);
    private static final int STEP = 32 << 10;

    private final Semaphore large = new Semaphore(LARGE_ONES, true);

    /** Makes something of a body's bytes. */
    @FunctionalInterface
    interface Reading<T> {
        T of(byte[] body) throws IOException;
    }

    /** @throws Refusal when it is too large, comes too slowly, or too many others are being read */
    <T> T read(Context context, Reading<T> reading) throws IOException, InterruptedException {
        long announced = context.req().getContentLengthLong();
        if (announced > LARGEST) {
            throw Refusal.tooLarge(LARGEST);
        }
        if (announced >= 0 && announced <= SMALL) {
            return reading.of(bytes(context.bodyInputStream()));
        }
        if (!large.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw Refusal.unavailable("too many large requests come together; send it again later");
        }
        try {
            return reading.of(bytes(context.bodyInputStream()));
        } finally {
            large.release();
        }
    }

    private static byte[] bytes(InputStream in) throws IOException {
        long end = System.nanoTime() + LONGEST_READ.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] step = new byte[STEP];
        for (int count = in.read(step); count >= 0; count = in.read(step)) {
            body.write(step, 0, count);
            if (body.size() > LARGEST) {
                throw Refusal.tooLarge(LARGEST);
            }
            if (System.nanoTime() - end > 0) {
                throw Refusal.tooSlow(LONGEST_READ);
            }
        }
        return body.toByteArray();
    }
}
