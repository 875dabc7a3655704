package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiReader;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.Api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.sync.Replica.Status;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A replica that is open for writing on a connection. It becomes good when it is closed; when the connection is cut before
 * that, the server makes it stale. Servers before 4.2.9 take it for good from the begin and whatever happens to it, so that
 * with them it is marked as stale as soon as it is open; closing makes it good there too. Used by one thread.
 */
final class OpenReplica {
    /** SYS_COPY_LEN_ERR and USER_FILE_DOES_NOT_EXIST in rodsErrorTable.h. */
    private static final int LENGTH_DIFFERS = -27_000;
    private static final int NOT_THERE = -310_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] BUFFER = PiWriter.ascii("<buf>");

    private final Conversation conversation;
    private final String path;
    private final int descriptor;
    private final int number;
    private final String token;
    private final PiWriter body = new PiWriter();
    private boolean touched;

    /** @param token empty when the server knows none */
    private OpenReplica(Conversation conversation, String path, int descriptor, int number, String token) {
        this.conversation = conversation;
        this.path = path;
        this.descriptor = descriptor;
        this.number = number;
        this.token = token;
    }

    /** Opens it from its beginning; what is not there is made. */
    static OpenReplica of(Conversation conversation, Put put) throws UnavailableException, IrodsException {
        if (conversation.release().hasReplicaTokens()) {
            return open(conversation, put.path(), to -> Requests.open(to, put));
        }
        return openPlainly(conversation, put.path(), to -> Requests.open(to, put),
                () -> Replicas.writtenOf(conversation, put.path(), put.resource()).orElseThrow(
                        () -> new IrodsException(NOT_THERE, IrodsError.OBJECT_NOT_FOUND.meaning())).number());
    }

    /** Opens one that exists. */
    static OpenReplica of(Conversation conversation, String path, int number, boolean empty)
            throws UnavailableException, IrodsException {
        return conversation.release().hasReplicaTokens()
                ? open(conversation, path, to -> Requests.open(to, path, number, empty))
                : openPlainly(conversation, path, to -> Requests.open(to, path, number, empty), () -> number);
    }

    /** Opens the same replica on another connection, which must leave it before this one closes it. */
    OpenReplica join(Conversation other) throws UnavailableException, IrodsException {
        return open(other, path, to -> Requests.join(to, path, number, token));
    }

    private static OpenReplica open(Conversation conversation, String path, Consumer<PiWriter> request)
            throws UnavailableException, IrodsException {
        PiWriter body = new PiWriter();
        request.accept(body);
        return conversation.run(connection -> {
            connection.channel().queue(Api.REPLICA_OPEN, body);
            connection.channel().flush();
            Answer answer = connection.channel().receive().orThrow();
            int descriptor = answer.status();
            JsonNode about = about(answer.body());
            return new OpenReplica(conversation, path, descriptor,
                    about.path("data_object_info").path("replica_number").asInt(),
                    about.path("replica_token").asText());
        });
    }

    /** Finds out which replica was opened. */
    @FunctionalInterface
    private interface Number {
        int find() throws UnavailableException, IrodsException;
    }

    private static OpenReplica openPlainly(Conversation conversation, String path, Consumer<PiWriter> request,
            Number number)
            throws UnavailableException, IrodsException {
        PiWriter body = new PiWriter();
        request.accept(body);
        int descriptor = ask(conversation, Api.DATA_OBJ_OPEN, body);
        boolean marked = false;
        try {
            OpenReplica replica = new OpenReplica(conversation, path, descriptor, number.find(), "");
            replica.mark(Status.STALE);
            marked = true;
            return replica;
        } finally {
            if (!marked) {
                conversation.cut();
            }
        }
    }

    private static JsonNode about(PiReader body) {
        try {
            return body.find(BUFFER)
                    ? JSON.readTree(Base64.getMimeDecoder().decode(body.bytes()))
                    : JSON.createObjectNode();
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    int number() {
        return number;
    }

    Conversation conversation() {
        return conversation;
    }

    void seek(long offset) throws UnavailableException, IrodsException {
        Requests.seek(body.reset(), descriptor, offset);
        ask(Api.DATA_OBJ_LSEEK);
    }

    void write(byte[] bytes, int count) throws UnavailableException, IrodsException {
        touched = true;
        int written = conversation.run(connection -> {
            Requests.write(body.reset(), descriptor, count);
            connection.channel().queue(Api.DATA_OBJ_WRITE, body, count);
            connection.channel().flush(bytes, count);
            return connection.channel().receive().orThrow().status();
        });
        if (written != count) {
            throw new IrodsException(LENGTH_DIFFERS, IrodsError.SIZE_DIFFERS.meaning() + " (the server wrote " + written
                    + " of " + count + " bytes)");
        }
    }

    /** Makes it good. */
    void close() throws UnavailableException, IrodsException {
        if (isJoinable()) {
            Requests.close(body.reset(), descriptor);
            ask(Api.REPLICA_CLOSE);
        } else {
            Requests.closePlainly(body.reset(), descriptor);
            ask(Api.DATA_OBJ_CLOSE);
            if (!touched) {
                // what nothing was written into stays as it was
                mark(Status.GOOD);
            }
        }
    }

    /** Whether others may write into it. */
    boolean isJoinable() {
        return !token.isEmpty();
    }

    /** Takes away the good name of what was closed and is wrong. */
    static void spoil(Conversation conversation, String path, int number) throws UnavailableException, IrodsException {
        if (conversation.release().hasReplicaTokens()) {
            // by a writing that is cut off, which everybody may do who may write
            of(conversation, path, number, true);
            conversation.cut();
        } else {
            Replicas.mark(conversation, path, number, Status.STALE);
        }
    }

    private void mark(Status status) throws UnavailableException, IrodsException {
        Replicas.mark(conversation, path, number, status);
    }

    /** Leaves it to the one who opened it first. */
    void leave() throws UnavailableException, IrodsException {
        Requests.leave(body.reset(), descriptor);
        ask(Api.REPLICA_CLOSE);
    }

    private void ask(int api) throws UnavailableException, IrodsException {
        ask(conversation, api, body);
    }

    private static int ask(Conversation conversation, int api, PiWriter body)
            throws UnavailableException, IrodsException {
        return conversation.run(connection -> {
            connection.channel().queue(api, body);
            connection.channel().flush();
            return connection.channel().receive().orThrow().status();
        });
    }
}
