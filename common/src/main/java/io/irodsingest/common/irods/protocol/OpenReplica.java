package io.irodsingest.common.irods.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A replica that is open for writing on a connection. It becomes good when it is closed; when the connection is cut before
 * that, the server makes it stale. Used by one thread.
 */
final class OpenReplica {
    /** SYS_COPY_LEN_ERR in rodsErrorTable.h. */
    private static final int LENGTH_DIFFERS = -27_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] BUFFER = PiWriter.ascii("<buf>");

    private final Exchange exchange;
    private final String path;
    private final int descriptor;
    private final int number;
    private final String token;
    private final PiWriter body = new PiWriter();

    private OpenReplica(Exchange exchange, String path, int descriptor, JsonNode about) {
        this.exchange = exchange;
        this.path = path;
        this.descriptor = descriptor;
        this.number = about.path("data_object_info").path("replica_number").asInt();
        this.token = about.path("replica_token").asText();
    }

    /** Opens it from its beginning; what is not there is made. */
    static OpenReplica of(Exchange exchange, Put put) throws UnavailableException, IrodsException {
        return open(exchange, put.path(), to -> Requests.open(to, put));
    }

    /** Opens one that exists. */
    static OpenReplica of(Exchange exchange, String path, int number, boolean empty)
            throws UnavailableException, IrodsException {
        return open(exchange, path, to -> Requests.open(to, path, number, empty));
    }

    /** Opens the same replica on another connection, which must leave it before this one closes it. */
    OpenReplica join(Exchange other) throws UnavailableException, IrodsException {
        return open(other, path, to -> Requests.join(to, path, number, token));
    }

    private static OpenReplica open(Exchange exchange, String path, Consumer<PiWriter> request)
            throws UnavailableException, IrodsException {
        PiWriter body = new PiWriter();
        request.accept(body);
        return exchange.run(connection -> {
            connection.wire().queue(Api.REPLICA_OPEN, body);
            connection.wire().flush();
            Answer answer = connection.wire().receive().orThrow();
            return new OpenReplica(exchange, path, answer.status(), about(answer.body()));
        });
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

    String path() {
        return path;
    }

    Exchange exchange() {
        return exchange;
    }

    void seek(long offset) throws UnavailableException, IrodsException {
        Requests.seek(body.reset(), descriptor, offset);
        ask(Api.DATA_OBJ_LSEEK);
    }

    void write(byte[] bytes, int count) throws UnavailableException, IrodsException {
        int written = exchange.run(connection -> {
            Requests.write(body.reset(), descriptor, count);
            connection.wire().queue(Api.DATA_OBJ_WRITE, body, count);
            connection.wire().flush(bytes, count);
            return connection.wire().receive().orThrow().status();
        });
        if (written != count) {
            throw new IrodsException(LENGTH_DIFFERS, IrodsError.SIZE_DIFFERS.meaning() + " (the server wrote " + written
                    + " of " + count + " bytes)");
        }
    }

    /** Makes it good. */
    void close() throws UnavailableException, IrodsException {
        Requests.close(body.reset(), descriptor);
        ask(Api.REPLICA_CLOSE);
    }

    /** Leaves it to the one who opened it first. */
    void leave() throws UnavailableException, IrodsException {
        Requests.leave(body.reset(), descriptor);
        ask(Api.REPLICA_CLOSE);
    }

    private void ask(int api) throws UnavailableException, IrodsException {
        exchange.run(connection -> {
            connection.wire().queue(api, body);
            connection.wire().flush();
            return connection.wire().receive().orThrow();
        });
    }
}
