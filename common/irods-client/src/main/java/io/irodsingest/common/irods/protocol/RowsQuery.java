package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiReader;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.Api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import java.io.StreamCorruptedException;
import java.util.List;
import java.util.Set;

/** A GenQuery2, whose rows come as JSON. */
final class RowsQuery {
    /** SYS_UNMATCHED_API_NUM in rodsErrorTable.h. */
    private static final int NOT_SUPPORTED = -12_000;
    private static final byte[] ROWS = PiWriter.ascii("<myStr>");
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<List<String>>> TABLE = new TypeReference<>() {
    };

    private static final Set<IrodsError> NOT_UNDERSTOOD = Set.of(IrodsError.INVALID_INPUT, IrodsError.OTHER);

    private RowsQuery() {}

    static List<List<String>> run(IrodsChannel channel, String genQuery2) throws ChannelException, IrodsException {
        if (!channel.release().hasGenQuery2()) {
            throw new IrodsException(NOT_SUPPORTED, "queries need iRODS 4.3.2 or later, and the server is "
                    + channel.release());
        }
        PiWriter body = new PiWriter();
        Requests.query(body, genQuery2);
        channel.queue(Api.GEN_QUERY_2, body);
        channel.flush();
        Answer answer = channel.receive();
        if (answer.status() < 0) {
            throw refused(answer);
        }
        PiReader reply = answer.body();
        try {
            return reply.find(ROWS) ? JSON.readValue(reply.text(), TABLE) : List.of();
        } catch (JsonProcessingException notRows) {
            throw new ChannelException(new StreamCorruptedException("the rows of a query are no JSON"));
        }
    }

    /** The server tells what it does not understand by its status only. */
    private static IrodsException refused(Answer answer) {
        String reason = NOT_UNDERSTOOD.contains(IrodsError.of(answer.status()))
                ? "the server does not understand the query"
                : answer.reply().explain();
        return new IrodsException(answer.status(), reason);
    }
}
