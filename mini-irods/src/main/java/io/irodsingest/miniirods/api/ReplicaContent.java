package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Descriptors;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.PiWriter;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reading, writing and seeking in an open replica: 675, 676 and 674. */
final class ReplicaContent {
    private static final int MAX_READ = 64 * 1024 * 1024;
    private static final int FROM_CURRENT = 1;
    private static final int FROM_END = 2;

    private ReplicaContent() {}

    static Reply read(SessionState session, Request request) throws IrodsException, IOException {
        Descriptors.Open open = open(session, request);
        int wanted = Math.clamp(request.message().number("len", 0), 0, MAX_READ);
        long left = Math.max(0, open.file().size() - open.position());
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(wanted, left));
        while (buffer.hasRemaining() && open.file().read(buffer, open.position() + buffer.position()) > 0) {
            continue;
        }
        open.position(open.position() + buffer.position());
        byte[] bytes = buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
        return Reply.bytes(bytes.length, bytes);
    }

    static Reply write(SessionState session, Request request) throws IrodsException {
        Descriptors.Open open = open(session, request);
        if (open.lock() == null) {
            throw new IrodsException(Status.UNIX_FILE_WRITE_ERR - 9);
        }
        session.services().vaults().write(open.file(), open.position(), request.bytes());
        session.services().openReplicas().changed(open.lock());
        open.position(open.position() + request.bytes().length);
        return Reply.status(request.bytes().length);
    }

    static Reply seek(SessionState session, Request request) throws IrodsException, IOException {
        Descriptors.Open open = open(session, request);
        long offset = request.message().longNumber("offset", 0);
        long position = switch (request.message().number("whence", 0)) {
            case FROM_CURRENT -> open.position() + offset;
            case FROM_END -> open.file().size() + offset;
            default -> offset;
        };
        if (position < 0) {
            throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM);
        }
        open.position(position);
        return Reply.message(0, new PiWriter().open("fileLseekOut_PI").field("offset", position)
                .close("fileLseekOut_PI").toString());
    }

    private static Descriptors.Open open(SessionState session, Request request) throws IrodsException {
        return session.descriptors().get(request.message().number("l1descInx", -1));
    }
}
