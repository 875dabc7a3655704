package io.irodsingest.testservers.link;

import io.irodsingest.testservers.link.FaultyLink.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Passes on the answers of one connection, changed as a test wants them. Requests and answers may each have a thread of their
 * own.
 */
final class AnswerChanges {
    private static final int PIECE = 16 * 1024;
    private static final int HEXADECIMAL = 16;

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Function<Request, Map<String, String>> fields;
    private final Predicate<Request> damaged;

    /**
     * @param fields what the head of the answer to a request gets besides
     * @param damaged whether the body of the answer to a request is damaged
     */
    AnswerChanges(Function<Request, Map<String, String>> fields, Predicate<Request> damaged) {
        this.fields = fields;
        this.damaged = damaged;
    }

    /** A request that the server will answer. Told before the server has all of it. */
    void passed(Request request) {
        requests.add(request);
    }

    /** Passes on answers until one comes whose end is not known, or what is none; what follows is left in the stream. */
    void pass(InputStream in, OutputStream out) throws IOException {
        AnswerHead head = AnswerHead.read(in);
        boolean known = true;
        while (known && head.isAnswer()) {
            known = head.isPreliminary() ? preliminary(head, out) : pass(head, in, out);
            head = known ? AnswerHead.read(in) : head;
        }
        if (known) {
            out.write(head.bytes());
        }
    }

    private static boolean preliminary(AnswerHead head, OutputStream out) throws IOException {
        out.write(head.bytes());
        return true;
    }

    private boolean pass(AnswerHead head, InputStream in, OutputStream out) throws IOException {
        Request request = requests.poll();
        if (request == null) {
            out.write(head.bytes());
            return false;
        }
        out.write(head.with(fields.apply(request)));
        if (!head.hasBody(request.method().equals("HEAD"))) {
            return true;
        }
        if (head.isChunked()) {
            chunks(in, out);
        } else if (head.length() > 0) {
            body(in, out, head.length(), damaged.test(request));
        }
        return head.isChunked() || head.length() >= 0;
    }

    private static void chunks(InputStream in, OutputStream out) throws IOException {
        long length;
        do {
            String size = line(in, out);
            length = size.isEmpty() ? 0 : Long.parseLong(size.split(";", 2)[0].strip(), HEXADECIMAL);
            if (length > 0) {
                body(in, out, length, false);
                line(in, out);
            }
        } while (length > 0);
        while (!line(in, out).isEmpty()) {
            // fields behind the body
        }
    }

    /** Passes on a line. @return it without its end; empty at the end of the stream */
    private static String line(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = 0;
        while (next != '\n' && next >= 0) {
            next = in.read();
            if (next >= 0) {
                line.write(next);
            }
        }
        line.writeTo(out);
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    private static void body(InputStream in, OutputStream out, long length, boolean damage) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = length;
        int got = 0;
        while (left > 0 && got >= 0) {
            got = in.read(piece, 0, (int) Math.min(PIECE, left));
            left -= Math.max(0, got);
            if (damage && left == 0) {
                piece[got - 1] ^= 1;
            }
            out.write(piece, 0, Math.max(0, got));
        }
    }
}
