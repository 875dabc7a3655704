package io.irodsingest.testservers.link;

import io.irodsingest.testservers.link.FaultyLink.Request;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link FaultyLink}, with a thread for each direction. */
final class FaultyConnection {
    private static final int PIECE = 16 * 1024;

    private final FaultyLink link;
    private final Socket client;
    private final Socket server;
    private final long limit;
    private final Optional<AnswerChanges> changes;
    private final AtomicInteger directions = new AtomicInteger(2);

    /**
     * @param limit bytes from the server after which the connection is cut
     * @param changes empty when what the server sends passes as it is
     */
    FaultyConnection(FaultyLink link, Socket client, Socket server, long limit, Optional<AnswerChanges> changes) {
        this.link = link;
        this.client = client;
        this.server = server;
        this.limit = limit;
        this.changes = changes;
    }

    void start() {
        Thread.ofVirtual().start(() -> run(this::upstream));
        Thread.ofVirtual().start(() -> run(this::downstream));
    }

    /** Ends both sides at once, so that they see a reset and no orderly end. */
    void cut() {
        reset(client);
        reset(server);
        link.ended(this);
    }

    private void upstream() throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream(), PIECE);
        OutputStream out = server.getOutputStream();
        RequestHead head = RequestHead.read(in);
        while (head.isRequest() && handle(head, in, out)) {
            head = RequestHead.read(in);
        }
        if (!head.isRequest()) {
            out.write(head.bytes());
        }
        copy(in, out, Long.MAX_VALUE);
        server.shutdownOutput();
    }

    /** @return whether the next request can be told from what comes */
    private boolean handle(RequestHead head, InputStream in, OutputStream out) throws IOException {
        Optional<Refusal> refusal = link.seen(head.method(), head.path());
        return refusal.isPresent() ? refuse(refusal.get(), head, in) : pass(head, in, out);
    }

    private boolean pass(RequestHead head, InputStream in, OutputStream out) throws IOException {
        changes.ifPresent(answers -> answers.passed(new Request(head.method(), head.path(), false)));
        out.write(head.bytes());
        copy(in, out, Math.max(0, head.body()));
        return head.body() >= 0;
    }

    private boolean refuse(Refusal refusal, RequestHead head, InputStream in) throws IOException {
        // whoever waits for a word before the body may leave the body out
        boolean last = head.expectsContinue() || head.body() < 0;
        if (!last) {
            copy(in, OutputStream.nullOutputStream(), head.body());
        }
        client.getOutputStream().write(refusal.answer(head.method().equals("HEAD"), last));
        if (last) {
            client.shutdownOutput();
            copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
            cut();
        }
        return !last;
    }

    private void downstream() throws IOException {
        MeteredStream in = new MeteredStream(server.getInputStream(), limit);
        OutputStream out = client.getOutputStream();
        if (changes.isPresent()) {
            changes.get().pass(in, out);
        }
        copy(in, out, Long.MAX_VALUE);
        if (in.isUsedUp()) {
            cut();
        } else {
            client.shutdownOutput();
        }
    }

    private long copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] piece = new byte[PIECE];
        long copied = 0;
        while (copied < most) {
            int got = in.read(piece, 0, (int) Math.min(PIECE, most - copied));
            if (got < 0) {
                return copied;
            }
            link.delay();
            out.write(piece, 0, got);
            copied += got;
        }
        return copied;
    }

    private void run(Direction direction) {
        try {
            direction.run();
        } catch (IOException ended) {
            cut();
        } finally {
            if (directions.decrementAndGet() == 0) {
                close(client);
                close(server);
                link.ended(this);
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is gone all the same
        }
    }

    @FunctionalInterface
    private interface Direction {
        void run() throws IOException;
    }
}
