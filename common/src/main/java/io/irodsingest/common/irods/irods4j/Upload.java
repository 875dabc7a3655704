package io.irodsingest.common.irods.irods4j;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Replica;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings the bytes of a channel into a new data object: a small file in one request, read to its end before anything is sent;
 * a larger one in pieces. A replica becomes good when it is closed, so what goes wrong before that cuts the connection, and
 * the server then marks the replica stale.
 */
final class Upload {
    static final int PIECE = 4 * 1024 * 1024;
    /** Larger reads into the heap would keep as large a buffer outside of it for each thread. */
    private static final int SLICE = 256 * 1024;
    /** SYS_COPY_LEN_ERR in rodsErrorTable.h. */
    private static final int LENGTH_DIFFERS = -27_000;
    private static final int OVERWRITE_WITHOUT_FORCE = -312_000;
    private static final byte[] OBJECT_SIZE = PiWriter.ascii("<objSize>");

    private final Exchange exchange;
    private final String path;
    private final Optional<String> resource;
    private final long size;
    private final boolean overwrite;
    private final ReadableByteChannel content;
    private final PiWriter body = new PiWriter();

    Upload(Exchange exchange, String path, Optional<String> resource, long size, boolean overwrite,
            ReadableByteChannel content) {
        this.exchange = exchange;
        this.path = path;
        this.resource = resource;
        this.size = size;
        this.overwrite = overwrite;
        this.content = content;
    }

    void run() throws UnavailableException, IrodsException, IOException {
        if (size <= PIECE) {
            putAtOnce();
        } else {
            putInPieces();
        }
    }

    private void putAtOnce() throws UnavailableException, IrodsException, IOException {
        int length = (int) size;
        byte[] bytes = exchange.run(connection -> connection.buffer(length + 1));
        check(read(bytes, length + 1));
        Answer first = put(bytes, length, overwrite);
        if (IrodsError.of(first.status()) == IrodsError.OVERWRITE_WITHOUT_FORCE && !hasGoodReplica()) {
            put(bytes, length, true).orThrow();
        } else {
            first.orThrow();
        }
    }

    private Answer put(byte[] bytes, int length, boolean byForce) throws UnavailableException, IrodsException {
        return exchange.run(connection -> {
            Requests.put(body.reset(), path, resource, length, byForce);
            connection.wire().queue(Api.DATA_OBJ_PUT, body, length);
            connection.wire().flush(bytes, length);
            return connection.wire().receive();
        });
    }

    private void putInPieces() throws UnavailableException, IrodsException, IOException {
        if (!overwrite && hasGoodReplica()) {
            throw new IrodsException(OVERWRITE_WITHOUT_FORCE, IrodsError.OVERWRITE_WITHOUT_FORCE.meaning());
        }
        Requests.open(body.reset(), path, resource, size);
        int descriptor = ask(Api.REPLICA_OPEN).status();
        boolean complete = false;
        try {
            copy(descriptor);
            complete = true;
        } finally {
            if (!complete) {
                exchange.cut();
            }
        }
        Requests.close(body.reset(), descriptor);
        ask(Api.REPLICA_CLOSE);
        verify();
    }

    private void copy(int descriptor) throws UnavailableException, IrodsException, IOException {
        byte[] bytes = exchange.run(connection -> connection.buffer(PIECE));
        long sent = 0;
        for (int got = read(bytes, PIECE); got > 0; got = read(bytes, PIECE)) {
            sent += got;
            if (sent > size) {
                check(sent);
            }
            write(descriptor, bytes, got);
        }
        check(sent);
    }

    private void write(int descriptor, byte[] bytes, int count) throws UnavailableException, IrodsException {
        int written = exchange.run(connection -> {
            Requests.write(body.reset(), descriptor, count);
            connection.wire().queue(Api.DATA_OBJ_WRITE, body, count);
            connection.wire().flush(bytes, count);
            return connection.wire().receive().orThrow().status();
        });
        if (written != count) {
            throw new IrodsException(LENGTH_DIFFERS, "the server wrote " + written + " of " + count + " bytes");
        }
    }

    private void verify() throws UnavailableException, IrodsException {
        Requests.stat(body.reset(), path);
        long stored = ask(Api.OBJ_STAT).body().number(OBJECT_SIZE);
        if (stored != size) {
            throw new IrodsException(LENGTH_DIFFERS, "the server stored " + stored + " of " + size + " bytes");
        }
    }

    private Answer ask(int api) throws UnavailableException, IrodsException {
        return exchange.run(connection -> {
            connection.wire().queue(api, body);
            connection.wire().flush();
            return connection.wire().receive().orThrow();
        });
    }

    /** An object without a good replica is what an upload that was cut off left behind. */
    private boolean hasGoodReplica() throws UnavailableException, IrodsException {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        List<Replica> replicas = exchange
                .run(connection -> new ReplicaQuery(connection.wire(), path.substring(0, slash), Set.of(name)).run())
                .getOrDefault(name, List.of());
        return replicas.stream().anyMatch(replica -> replica.status() == Replica.Status.GOOD);
    }

    private int read(byte[] bytes, int most) throws IOException {
        int filled = 0;
        while (filled < most) {
            int got = content.read(ByteBuffer.wrap(bytes, filled, Math.min(SLICE, most - filled)));
            if (got < 0) {
                return filled;
            }
            filled += got;
        }
        return filled;
    }

    private void check(long got) throws IOException {
        if (got != size) {
            throw new IOException("the source has " + (got < size ? "only " + got : "more than the") + ' '
                    + (got < size ? "of " : "") + size + " bytes that were announced");
        }
    }
}
