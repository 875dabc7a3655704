package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiReader;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.Api;

import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.outage.UnavailableException;
import java.io.IOException;

/**
 * Looks whether a replica that is closed and good has what was sent, and takes its good name away if not. A connection that is
 * lost meanwhile says nothing about the replica, which stays as it is: whoever asked has to ask again.
 */
final class Verification {
    private static final byte[] OBJECT_SIZE = PiWriter.ascii("<objSize>");
    private static final byte[] STRING = PiWriter.ascii("<myStr>");
    /** SYS_COPY_LEN_ERR and USER_CHKSUM_MISMATCH in rodsErrorTable.h. */
    private static final int LENGTH_DIFFERS = -27_000;
    private static final int CHECKSUM_DIFFERS = -314_000;

    private final Conversation conversation;
    private final String path;
    private final int number;
    private final PiWriter body = new PiWriter();

    Verification(Conversation conversation, String path, int number) {
        this.conversation = conversation;
        this.path = path;
        this.number = number;
    }

    /**
     * @throws IrodsException when the replica is wrong, or the server does not say whether it is right; it is stale then
     * @throws IOException when the source cannot be read once more to be compared; the replica is stale then
     */
    void of(Source source, long size, boolean checksum) throws UnavailableException, IrodsException, IOException {
        try {
            compareSizes(size);
            if (checksum) {
                compareChecksums(source);
            }
        } catch (IrodsException wrong) {
            throw spoiltBy(wrong);
        } catch (IOException unreadable) {
            spoilBecauseOf(unreadable);
            throw unreadable;
        }
    }

    private void compareSizes(long size) throws UnavailableException, IrodsException {
        Requests.stat(body.reset(), path);
        long stored = ask(Api.OBJ_STAT).body().number(OBJECT_SIZE);
        if (stored != size) {
            throw new IrodsException(LENGTH_DIFFERS, "the server stored " + stored + " of " + size + " bytes");
        }
    }

    private void compareChecksums(Source source) throws UnavailableException, IrodsException, IOException {
        String read = source.checksum();
        String stored = checksum();
        if (!stored.equals(read)) {
            throw new IrodsException(CHECKSUM_DIFFERS, IrodsError.CHECKSUM_MISMATCH.meaning() + ": the source has "
                    + read + ", the server " + stored);
        }
    }

    /** What the server has for the checksum of the replica; it computes one that is missing. */
    String checksum() throws UnavailableException, IrodsException {
        Requests.checksum(body.reset(), path, number);
        PiReader answer = ask(Api.DATA_OBJ_CHKSUM).body();
        return answer.find(STRING) ? answer.text() : "";
    }

    /** What is told is what was wrong, and only then that it could not be marked so. */
    private IrodsException spoiltBy(IrodsException wrong) throws UnavailableException {
        try {
            spoilBecauseOf(wrong);
            return wrong;
        } catch (IrodsException refused) {
            IrodsException both = new IrodsException(wrong.status(), wrong.getMessage()
                    + "; the replica is taken for good nevertheless, because the server refused to mark it as stale: "
                    + refused.getMessage());
            both.addSuppressed(refused);
            return both;
        }
    }

    private void spoilBecauseOf(Exception wrong) throws UnavailableException, IrodsException {
        try {
            OpenReplica.spoil(conversation, path, number);
        } catch (UnavailableException | IrodsException notSpoilt) {
            notSpoilt.addSuppressed(wrong);
            throw notSpoilt;
        }
    }

    private Answer ask(int api) throws UnavailableException, IrodsException {
        return conversation.run(connection -> {
            connection.channel().queue(api, body);
            connection.channel().flush();
            return connection.channel().receive().orThrow();
        });
    }
}
