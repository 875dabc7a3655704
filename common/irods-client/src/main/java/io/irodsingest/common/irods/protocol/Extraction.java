package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.wire.Api;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.outage.UnavailableException;
import java.util.Map;

/**
 * Has an archive unpacked. A server's process has descriptors for 15 archives and gives none back (tar_file_extract in
 * structfile.cpp, tag 5.0.2): when it says that it has no more, nothing was unpacked, and another connection is asked.
 */
record Extraction(Conversation conversation, PiWriter body) {
    private static final byte[] ARCHIVE = PiWriter.ascii("<StructFileExtAndRegInp_PI><objPath>");
    private static final byte[] COLLECTION = PiWriter.ascii("</objPath><collection>");
    private static final byte[] KEYS = PiWriter.ascii("</collection><oprType>0</oprType><flags>0</flags>");
    private static final byte[] END = PiWriter.ascii("</StructFileExtAndRegInp_PI>");
    /** More than a pool keeps of connections that have none left. */
    private static final int MOST_CONNECTIONS = 100;

    Extraction(Conversation conversation) {
        this(conversation, new PiWriter());
    }

    /** @param archive a data object */
    Reply run(String archive, String collection) throws UnavailableException, IrodsException {
        Reply reply = ask(archive, collection);
        for (int i = 1; i < MOST_CONNECTIONS && isSpent(reply); i++) {
            conversation.leave();
            reply = ask(archive, collection);
        }
        return reply;
    }

    /** The files are registered in lots. */
    private void write(String archive, String collection) {
        body.reset().raw(ARCHIVE).text(archive).raw(COLLECTION).text(collection).raw(KEYS);
        Requests.pairs(body, Map.of("bulkOpr", "")).raw(END);
    }

    private static boolean isSpent(Reply reply) {
        return reply.error().filter(IrodsError.NO_DESCRIPTOR::equals).isPresent();
    }

    private Reply ask(String archive, String collection) throws UnavailableException, IrodsException {
        return conversation.run(connection -> {
            write(archive, collection);
            connection.channel().queue(Api.STRUCT_FILE_EXT_AND_REG, body);
            connection.channel().flush();
            return connection.channel().receive().reply();
        });
    }
}
