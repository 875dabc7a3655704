package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.Api;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.Append;
import io.irodsingest.common.irods.IrodsSession.Content;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.sync.Replica;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a content into a data object: a small one in one request, read to its end before anything is sent; a larger one in
 * pieces, a large one over several connections. A replica becomes good when it is closed, so what goes wrong before that cuts
 * the connection, and the replica is stale then. What came in pieces is verified after that, and marked as stale if it is wrong.
 */
final class Upload {
    static final int PIECE = 4 * 1024 * 1024;
    /** From here on several connections are worth their cost. */
    static final long LARGE = 64L * 1024 * 1024;
    /** OVERWRITE_WITHOUT_FORCE_FLAG in rodsErrorTable.h. */
    private static final int OVERWRITE_WITHOUT_FORCE = -312_000;

    private static final Set<IrodsError> CAME_WRONGLY = Set.of(IrodsError.CHECKSUM_MISMATCH, IrodsError.SIZE_DIFFERS);

    private final Conversation conversation;
    private final int streams;
    private final PiWriter body = new PiWriter();

    /** @param streams most connections for a large content */
    Upload(Conversation conversation, int streams) {
        this.conversation = conversation;
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
        OpenReplica replica = OpenReplica.of(conversation, put);
        write(replica, source, 0, put.size());
        new Verification(conversation, put.path(), replica.number()).of(source, put.size(), put.checksum());
    }

    void append(Append append, Content content) throws UnavailableException, IrodsException, IOException {
        Source source = new Source(content, append.size());
        OpenReplica replica = OpenReplica.of(conversation, append.path(), append.replicaNumber(), false);
        write(replica, source, append.offset(), append.size());
        new Verification(conversation, append.path(), append.replicaNumber())
                .of(source, append.size(), append.checksum());
    }

    private void putAtOnce(Put put, Source source) throws UnavailableException, IrodsException, IOException {
        int length = (int) put.size();
        byte[] bytes = conversation.run(connection -> connection.buffer(length + 1));
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
            if (CAME_WRONGLY.contains(refused.error()) && !conversation.release().hasReplicaTokens()) {
                Optional<Replica> written = Replicas.writtenOf(conversation, put.path(), put.resource());
                if (written.isPresent()) {
                    Replicas.mark(conversation, put.path(), written.get().number(), Replica.Status.STALE);
                }
            }
            throw refused;
        }
    }

    private Answer send(Put put, Optional<String> checksum, byte[] bytes, boolean byForce)
            throws UnavailableException, IrodsException {
        int length = (int) put.size();
        return conversation.run(connection -> {
            Requests.put(body.reset(), put, checksum, byForce);
            connection.channel().queue(Api.DATA_OBJ_PUT, body, length);
            connection.channel().flush(bytes, length);
            return connection.channel().receive();
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
            source.becomesGood();
            complete = true;
        } finally {
            if (!complete) {
                conversation.cut();
            }
        }
        replica.close();
    }

    /** An object without a good replica is what an upload that was cut off left behind. */
    private boolean hasGoodReplica(String path) throws UnavailableException, IrodsException {
        return Replicas.of(conversation, path).stream().anyMatch(replica -> replica.status() == Replica.Status.GOOD);
    }
}
