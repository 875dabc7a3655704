package io.irodsingest.workers3;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Answers each request with the beginning of an object, or with nothing at all, and then keeps quiet. */
final class SilentServer implements AutoCloseable {
    static final String ETAG = "\"silent\"";
    private static final String HEAD = "HTTP/1.1 206 Partial Content\r\nContent-Length: 20000000\r\nETag: " + ETAG
            + "\r\nContent-Range: bytes 0-19999999/20000000\r\n\r\n";

    private final ServerSocket listener;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final int bytes;

    /** @param bytes of the object that are sent */
    SilentServer(int bytes) throws IOException {
        this.bytes = bytes;
        this.listener = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::serve);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    void awaitSent() throws InterruptedException {
        sent.await();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try (Socket client = listener.accept()) {
            client.getInputStream().read();
            if (bytes > 0) {
                client.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
                client.getOutputStream().write(new byte[bytes]);
            }
            sent.countDown();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException over) {
            sent.countDown();
        }
    }
}
