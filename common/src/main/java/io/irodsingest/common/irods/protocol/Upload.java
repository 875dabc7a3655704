package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.Append;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.Replica;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a content into a data object: a small one in one request, read to its end before anything is sent; a larger one in
 * pieces, a large one over several connections. A replica becomes good when it is closed, so what goes wrong before that cuts
 * the connection, and the replica is stale then. What is found to be wrong after it is marked so by us.
 */
final class Upload {
    static final int PIECE = 4 * 1024 * 1024;
    /** From here on several connections are worth their cost. */
    static final long LARGE = 64L * 1024 * 1024;
    private static final byte[] OBJECT_SIZE = PiWriter.ascii("<objSize>");
    private static final byte[] STRING = PiWriter.ascii("<myStr>");
    /** SYS_COPY_LEN_ERR, USER_CHKSUM_MISMATCH and OVERWRITE_WITHOUT_FORCE_FLAG in rodsErrorTable.h. */
    private static final int LENGTH_DIFFERS = -27_000;
    private static final int CHECKSUM_DIFFERS = -314_000;
    private static final int OVERWRITE_WITHOUT_FORCE = -312_000;

    private static final Set<IrodsError> CAME_WRONGLY = Set.of(IrodsError.CHECKSUM_MISMATCH, IrodsError.SIZE_DIFFERS);

    private final Exchange exchange;
    private final int streams;
    private final PiWriter body = new PiWriter();

    /** @param streams most connections for a large content */
    Upload(Exchange exchange, int streams) {
        this.exchange = exchange;
        this.streams = streams;
    }

    void put(Put put, Content content) throws UnavailableException, IrodsException, IOException {
        Source source = new Source(content, put.size());
        if (put.size() <= PIECE) {
            putAtOnce(put, source);
            return;
        }
        if (!put.overwrite() && hasGoodReplica(put.path())) {
            throw new IrodsException(OVERWRITE_WITHOUT_FORCE, IrodsError.OVERWRITE_WITHOUT_FORCE.meaning());
        }
        OpenReplica replica = OpenReplica.of(exchange, put);
        write(replica, source, 0, put.size());
        verify(replica, source, put.size(), put.checksum());
    }

    void append(Append append, Content content) throws UnavailableException, IrodsException, IOException {
        Source source = new Source(content, append.size());
        OpenReplica replica = OpenReplica.of(exchange, append.path(), append.replicaNumber(), false);
        write(replica, source, append.offset(), append.size());
        verify(replica, source, append.size(), append.checksum());
    }

    private void putAtOnce(Put put, Source source) throws UnavailableException, IrodsException, IOException {
        int length = (int) put.size();
        byte[] bytes = exchange.run(connection -> connection.buffer(length + 1));
        source.readAll(bytes);
        source.checkUnchanged();
        Optional<String> checksum = put.checksum() ? Optional.of(source.checksum(bytes)) : Optional.empty();
        Answer first = send(put, checksum, bytes, put.overwrite());
        if (IrodsError.of(first.status()) == IrodsError.OVERWRITE_WITHOUT_FORCE && !hasGoodReplica(put.path())) {
            accepted(put, send(put, checksum, bytes, true));
        } else {
            accepted(put, first);
        }
    }

    /** Servers before 4.2.9 take what came wrongly for good. */
    private void accepted(Put put, Answer answer) throws UnavailableException, IrodsException {
        try {
            answer.orThrow();
        } catch (IrodsException refused) {
            if (CAME_WRONGLY.contains(refused.error()) && !exchange.release().hasReplicaTokens()) {
                Optional<Replica> written = Replicas.writtenOf(exchange, put.path(), put.resource());
                if (written.isPresent()) {
                    Replicas.mark(exchange, put.path(), written.get().number(), Replica.Status.STALE);
                }
            }
            throw refused;
        }
    }

    private Answer send(Put put, Optional<String> checksum, byte[] bytes, boolean byForce)
            throws UnavailableException, IrodsException {
        int length = (int) put.size();
        return exchange.run(connection -> {
            Requests.put(body.reset(), put, checksum, byForce);
            connection.wire().queue(Api.DATA_OBJ_PUT, body, length);
            connection.wire().flush(bytes, length);
            return connection.wire().receive();
        });
    }

    /** Writes what is between two places and makes the replica good. */
    private void write(OpenReplica replica, Source source, long from, long to)
            throws UnavailableException, IrodsException, IOException {
        boolean complete = false;
        try {
            int most = to - from > LARGE && replica.isJoinable() ? streams : 1;
            new Streams(replica, source, PIECE).write(from, to, most);
            source.checkUnchanged();
            complete = true;
        } finally {
            if (!complete) {
                exchange.cut();
            }
        }
        replica.close();
    }

    private void verify(OpenReplica replica, Source source, long size, boolean checksum)
            throws UnavailableException, IrodsException, IOException {
        boolean right = false;
        try {
            Requests.stat(body.reset(), replica.path());
            long stored = ask(Api.OBJ_STAT).body().number(OBJECT_SIZE);
            if (stored != size) {
                throw new IrodsException(LENGTH_DIFFERS, "the server stored " + stored + " of " + size + " bytes");
            }
            if (checksum) {
                compareChecksums(replica, source);
            }
            right = true;
        } catch (UnavailableException notKnown) {
            // every byte was acknowledged, and so was the end: what could not be asked is no reason to spoil it
            right = !checksum;
            throw notKnown;
        } finally {
            if (!right) {
                replica.spoil();
            }
        }
    }

    private void compareChecksums(OpenReplica replica, Source source)
            throws UnavailableException, IrodsException, IOException {
        String read = source.checksum();
        String stored = checksum(replica.path(), replica.number());
        if (!stored.equals(read)) {
            throw new IrodsException(CHECKSUM_DIFFERS, IrodsError.CHECKSUM_MISMATCH.meaning() + ": the source has "
                    + read + ", the server " + stored);
        }
    }

    /** What the server has for the checksum of a replica; it computes one that is missing. */
    String checksum(String path, int number) throws UnavailableException, IrodsException {
        Requests.checksum(body.reset(), path, number);
        PiReader answer = ask(Api.DATA_OBJ_CHKSUM).body();
        return answer.find(STRING) ? answer.text() : "";
    }

    private Answer ask(int api) throws UnavailableException, IrodsException {
        return exchange.run(connection -> {
            connection.wire().queue(api, body);
            connection.wire().flush();
            return connection.wire().receive().orThrow();
        });
    }

    /** An object without a good replica is what an upload that was cut off left behind. */
    private boolean hasGoodReplica(String path) throws UnavailableException, IrodsException {
        return Replicas.of(exchange, path).stream().anyMatch(replica -> replica.status() == Replica.Status.GOOD);
    }
}
