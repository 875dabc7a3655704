package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.AnswerReader;
import io.irodsingest.common.irods.protocol.wire.Api;

import io.irodsingest.common.irods.RateLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Requests on a connection. They are queued, sent together by a flush, and answered in their order. After an exception the
 * connection is of no use.
 */
final class IrodsChannel {
    private static final String REQUEST = "RODS_API_REQ";
    /** About what a header takes. */
    private static final int HEADER = 160;

    /**
     * What a server sends after each ten objects of a collection that it removes, and waits to be answered, before the real answer:
     * SYS_SVR_TO_CLI_COLL_STAT and SYS_CLI_TO_SVR_COLL_STAT_REPLY in rodsDef.h.
     */
    private static final int PROGRESS = 99_999_996;
    private static final byte[] PROGRESS_SEEN = ByteBuffer.allocate(Integer.BYTES).putInt(99_999_997).array();

    private final RequestMeters meters;
    private final Transport transport;
    private final Release release;
    private final AnswerReader answers;
    /** Requests whose answers are still to come. */
    private final Deque<Sent> underWay = new ArrayDeque<>();
    private long requests;
    private RateLimit pace = RateLimit.FREE;

    private record Sent(int api, long at) {}

    IrodsChannel(Link link, RequestMeters meters) {
        this.transport = link.transport();
        this.release = link.release();
        this.answers = new AnswerReader(link.apostrophe());
        this.meters = meters;
    }

    /** Of the server. */
    Release release() {
        return release;
    }

    long requests() {
        return requests;
    }

    /** Requests from now on wait until they may be sent. */
    void goAt(RateLimit newPace) {
        pace = newPace;
    }

    /** Says how many bytes this will take on its way. */
    int queue(int api, PiWriter body) throws ChannelException {
        return queue(api, body, 0);
    }

    /** @param stream bytes that the flush will add */
    int queue(int api, PiWriter body, int stream) throws ChannelException {
        try {
            pace.request(stream);
            transport.queue(REQUEST, body, stream, api);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new ChannelException(new InterruptedIOException("interrupted while it waited for its turn"));
        } catch (IOException lost) {
            throw new ChannelException(lost);
        }
        requests++;
        meters.sent(api);
        underWay.add(new Sent(api, System.nanoTime()));
        return HEADER + body.length();
    }

    void flush() throws ChannelException {
        flush(new byte[0], 0);
    }

    void flush(byte[] stream, int count) throws ChannelException {
        try {
            transport.flush(stream, count);
            meters.sentBytes(count);
        } catch (IOException lost) {
            throw new ChannelException(lost);
        }
    }

    Answer receive() throws ChannelException {
        Sent request = underWay.poll();
        try {
            Answer answer = request != null && Api.takesAnyTime(request.api())
                    ? readWithoutTimeout()
                    : answers.read(transport.in());
            while (answer.status() == PROGRESS) {
                transport.flush(PROGRESS_SEEN, PROGRESS_SEEN.length);
                answer = readWithoutTimeout();
            }
            if (request != null) {
                meters.answered(request.api(), request.at(), answer.status());
            }
            return answer;
        } catch (IOException lost) {
            throw new ChannelException(lost);
        }
    }

    /** A server that is gone is found out by keep-alive, and a task that takes too long cuts its connection. */
    private Answer readWithoutTimeout() throws IOException {
        int usual = transport.socket().getSoTimeout();
        transport.socket().setSoTimeout(0);
        Answer answer = answers.read(transport.in());
        transport.socket().setSoTimeout(usual);
        return answer;
    }

    void readTimeout(Duration timeout) throws IOException {
        transport.socket().setSoTimeout(Math.toIntExact(timeout.toMillis()));
    }

    /** Whether the server closed a connection on which nothing is expected. */
    boolean isClosedByServer() {
        try {
            int timeout = transport.socket().getSoTimeout();
            transport.socket().setSoTimeout(1);
            return !isQuiet(transport.in(), timeout);
        } catch (IOException closed) {
            return true;
        }
    }

    private boolean isQuiet(InputStream in, int timeout) throws IOException {
        try {
            in.read();
            return false;
        } catch (SocketTimeoutException quiet) {
            transport.socket().setSoTimeout(timeout);
            return true;
        }
    }

    /** Takes leave of the server. */
    void disconnect() throws IOException {
        readTimeout(Duration.ofSeconds(1));
        transport.queue("RODS_DISCONNECT", new PiWriter(), 0, 0);
        transport.flush(new byte[0], 0);
    }

    void close() {
        PooledConnection.close(transport);
    }
}
