package io.irodsingest.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * An S3 server (S3Proxy) inside this JVM, on 127.0.0.1 unless told otherwise, that checks the signature of every request. Buckets are named in
 * the path of the address. What is stored stays over {@link #stop()} and {@link #start()}; in memory it goes at
 * {@link #close()}, in a directory it stays. The directory is this server's alone from the first start to {@link #close()};
 * its file system must have extended attributes.
 * <p>
 * It is no full S3: keys with empty elements ({@code //}) are not listed under their names, and keys are listed in the order
 * of Java's strings, which differs from that of S3 for characters beyond the basic plane. It logs through SLF4J under the name
 * {@link #LOGGER}; a program sets it to WARN.
 * <p>
 * Thread-safe.
 */
public final class EmbeddedS3 implements AutoCloseable {
    /** All of the server's code, with the web server in it. */
    public static final String LOGGER = "org.gaul";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String BUCKETS = "buckets";

    private final Storage storage;
    private final String accessKey;
    private final String secretKey;
    private final String host;
    private int port;
    private DataDirectory directory;
    private BlobStore store;
    private S3Proxy running;

    private EmbeddedS3(Storage storage, String host, int port, String accessKey, String secretKey) {
        this.storage = storage;
        this.host = Objects.requireNonNull(host);
        this.port = port;
        this.accessKey = Objects.requireNonNull(accessKey);
        this.secretKey = Objects.requireNonNull(secretKey);
    }

    /** A server that keeps objects in the heap until it is closed, on a free port. */
    public static EmbeddedS3 inMemory(String accessKey, String secretKey) {
        return new EmbeddedS3(new Storage.Memory(), LOOPBACK, 0, accessKey, secretKey);
    }

    /** A server that keeps objects in this directory, which is made when it does not exist and gets mode 700. */
    public static EmbeddedS3 durable(Path directory, String accessKey, String secretKey) {
        return new EmbeddedS3(new Storage.Durable(directory), LOOPBACK, 0, accessKey, secretKey);
    }

    /** The same server on a fixed port instead of a free one; for a server that has not been started. */
    public EmbeddedS3 onPort(int fixed) {
        return new EmbeddedS3(storage, host, fixed, accessKey, secretKey);
    }

    /** The same server on another address of this machine than 127.0.0.1; for a server that has not been started. */
    public EmbeddedS3 onAddress(String address) {
        return new EmbeddedS3(storage, address, port, accessKey, secretKey);
    }

    /**
     * Starts the server, after a {@link #stop()} on the port it had; returns when it answers. Does nothing when it runs.
     *
     * @throws IOException when the port is taken, the directory is in use or cannot be written
     */
    public synchronized EmbeddedS3 start() throws IOException {
        if (running != null) {
            return this;
        }
        boolean first = store == null;
        try {
            if (first) {
                store = open();
            }
            launch();
        } finally {
            if (first && running == null) {
                close();
            }
        }
        return this;
    }

    /** Takes the server away: it refuses connections. Does nothing when it does not run. */
    public synchronized void stop() throws IOException {
        if (running != null) {
            S3Proxy stopping = running;
            running = null;
            try {
                stopping.stop();
            } catch (Exception e) {
                throw new IOException("the embedded S3 server did not stop: " + e.getMessage(), e);
            }
        }
    }

    public synchronized boolean isRunning() {
        return running != null;
    }

    /** The TCP port; 0 before the first start when none was given. */
    public synchronized int port() {
        return port;
    }

    /** Its address, {@code http://127.0.0.1:PORT} unless it is on another; of use after the first start. */
    public URI endpoint() {
        return address(port());
    }

    /** Makes a bucket, without a request, when there is none of the name; after the first start. */
    public void makeBucket(String bucket) {
        opened().createContainer(bucket);
    }

    /**
     * Stores an object, without a request; after the first start.
     *
     * @param content is read to its end
     * @param size bytes of the content
     */
    public void put(String bucket, String key, InputStream content, long size) {
        opened().putBlob(PutObjectRequest.builder().bucket(bucket).key(key).contentLength(size).build(), content);
    }

    /** Removes an object, without a request; after the first start. */
    public void remove(String bucket, String key) {
        opened().removeBlob(bucket, key);
    }

    private synchronized BlobStore opened() {
        if (store == null) {
            throw new IllegalStateException("the embedded S3 server was not started, or is closed");
        }
        return store;
    }

    /** Name and version of the server. */
    public static String product() {
        String version = S3Proxy.class.getPackage().getImplementationVersion();
        return version == null ? "S3Proxy" : "S3Proxy " + version;
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            stop();
        } finally {
            store = null;
            if (directory != null) {
                DataDirectory closing = directory;
                directory = null;
                closing.close();
            }
        }
    }

    private BlobStore open() throws IOException {
        if (!storage.keepsData()) {
            return new TransientNio2BlobStore();
        }
        directory = storage.open("irods-ingest-s3");
        // apart from the lock, which is no bucket
        return new FilesystemNio2BlobStore(Files.createDirectories(directory.resolve(BUCKETS)).toString());
    }

    private void launch() throws IOException {
        S3Proxy proxy = S3Proxy.builder().blobStore(store).endpoint(address(port))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey).ignoreUnknownHeaders(true)
                .build();
        try {
            proxy.start();
            port = proxy.getPort();
            running = proxy;
        } catch (Exception e) {
            abandon(proxy, e);
            String reason = isTaken(e) ? "cannot listen on " + host + " port " + port : e.getMessage();
            throw new IOException("the embedded S3 server did not start: " + reason, e);
        }
    }

    private static void abandon(S3Proxy proxy, Exception reason) {
        try {
            proxy.stop();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    private static boolean isTaken(Throwable problem) {
        return problem instanceof BindException || problem.getCause() != null && isTaken(problem.getCause());
    }

    private URI address(int port) {
        return URI.create("http://" + host + ':' + port);
    }
}
