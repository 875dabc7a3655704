package io.irodsingest.orchestrator.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what requests carry, so that however many come together they take a bounded part of the memory: large ones wait for each
 * other. Thread-safe.
 */
final class Bodies {
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);
    /** Of a wish for a job, which may have an event handler with it. */
    static final int LARGEST = 16 << 20;
    private static final int SMALL = 64 << 10;
    private static final int LARGE_ONES = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** Besides the listener's limit for silence. */
    private static final Duration LONGEST_READ = Duration.ofSeconds(60);
    private static final Duration LONGEST_DISCARD = Duration.ofSeconds(30);
    private static final Duration STANDSTILL = Duration.ofMillis(500);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final int STEP = 32 << 10;
    /** Each holds a row, and a chunk of rows. */
    private static final int STREAMS = 8;

    private final Semaphore streams = new Semaphore(STREAMS, true);
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

    /**
     * Reads a body of any length, which may take hours, but never stand still for longer than the listener allows. When it is refused, the rest
     * of it is read and thrown away for a while: a sender that is in the middle of it would not hear the answer.
     *
     * @throws Refusal when too many others are being read, or it stands still
     */
    <T> T consume(InputStream body, Call.Consuming<T> consuming) throws IOException, InterruptedException {
        if (!streams.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw Refusal.unavailable("too many large requests come together; send it again later");
        }
        try {
            return consuming.of(body);
        } catch (RuntimeException refused) {
            discard(body);
            throw refused;
        } catch (IOException broken) {
            for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
                if (cause instanceof TimeoutException) {
                    throw Refusal.silent(Listener.LONGEST_SILENCE);
                }
            }
            throw broken;
        } finally {
            streams.release();
        }
    }

    /** Who is sending does not hear the answer before all is taken; who stands still waits for it, perhaps with an open end. */
    private static void discard(InputStream body) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_DISCARD.toNanos();
        long standstill = System.nanoTime() + STANDSTILL.toNanos();
        byte[] step = new byte[STEP];
        try {
            while (!isFinished(body) && System.nanoTime() - end < 0 && System.nanoTime() - standstill < 0) {
                int there = body.available();
                if (there == 0) {
                    Thread.sleep(BETWEEN_LOOKS);
                } else if (body.read(step, 0, Math.min(STEP, there)) > 0) {
                    standstill = System.nanoTime() + STANDSTILL.toNanos();
                }
            }
        } catch (IOException gone) {
            LOG.debug("the sender of a request that is refused is gone: {}", gone.toString());
        }
    }

    private static boolean isFinished(InputStream body) {
        return body instanceof ServletInputStream served && served.isFinished();
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
