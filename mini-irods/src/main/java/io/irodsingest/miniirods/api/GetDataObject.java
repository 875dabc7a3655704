package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.Arrays;

/** A data object's bytes (608): with the reply up to 32 MiB, beyond it through a descriptor that is read and completed. */
final class GetDataObject implements Api {
    private static final int SINGLE_BUFFER = 32 * 1024 * 1024;

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        OpenReplica.Opened opened = OpenReplica.open(session, request, 0);
        Replica replica = opened.replica();
        String checksum = request.conditions().has("verifyChksum") ? checksum(session, replica) : "";
        if (replica.size() > SINGLE_BUFFER) {
            return Reply.message(opened.descriptor(), Portal.withoutThreads(opened.descriptor(), checksum));
        }
        byte[] bytes;
        try (FileChannel file = session.descriptors().get(opened.descriptor()).file()) {
            bytes = read(file, (int) replica.size());
        } finally {
            session.descriptors().remove(opened.descriptor());
        }
        return Reply.of(0, Portal.withoutThreads(0, checksum), bytes);
    }

    private static byte[] read(FileChannel file, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size);
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            continue;
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static String checksum(SessionState session, Replica replica) throws IrodsException, SQLException {
        if (!replica.checksum().isEmpty()) {
            return replica.checksum();
        }
        String computed = Vaults.checksum(replica.path());
        session.catalog().dataObjects().checksum(session.db(), replica, computed);
        return computed;
    }
}
