package io.irodsingest.miniirods.session;

import io.irodsingest.miniirods.Faults;
import io.irodsingest.miniirods.Prices;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.wire.ErrorMessage;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.FrameReader;
import io.irodsingest.miniirods.wire.FrameWriter;
import io.irodsingest.miniirods.wire.OldText;
import io.irodsingest.miniirods.wire.Status;
import io.irodsingest.miniirods.wire.WireText;
import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection from its first message to its end, on a thread of its own. */
final class Connection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Socket socket;
    private final Listener listener;
    private final Bill bill;

    Connection(Socket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
        this.bill = new Bill(listener.agents());
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            FrameReader in = new FrameReader(socket.getInputStream());
            FrameWriter out = new FrameWriter(socket.getOutputStream());
            SessionState.StartupNames names = Startup.perform(in, out, listener.services().release());
            if (names != null) {
                serve(in, out, names);
            }
        } catch (IOException e) {
            LOG.debug("connection ended: {}", e.toString());
        } catch (SQLException e) {
            LOG.warn("connection given up: {}", e.toString());
        } finally {
            listener.forget(this);
        }
    }

    /** Ends the connection at once; its session gives up what it has open. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing a socket: {}", e.toString());
        }
    }

    private void serve(FrameReader in, FrameWriter out, SessionState.StartupNames names)
            throws IOException, SQLException {
        SessionState session = new SessionState(listener.services(), names);
        try {
            bill.pay(Prices.CONNECT, 0, System.nanoTime());
            boolean goOn = true;
            while (goOn) {
                Frame frame = in.read();
                goOn = frame != null && Frame.REQUEST.equals(frame.type()) && answer(session, frame, in, out);
            }
        } finally {
            session.close();
        }
    }

    /** @return whether the connection goes on */
    private boolean answer(SessionState session, Frame frame, FrameReader in, FrameWriter out)
            throws IOException, SQLException {
        int api = frame.intInfo();
        listener.counts().count(api);
        Faults.Planned planned = listener.faults().next(api);
        if (planned.dropBefore() || listener.faults().isDeadly(frame.message())) {
            return false;
        }
        boolean oldText = session.names().oldText();
        Frame read = oldText ? frame.withMessage(OldText.received(frame.message())) : frame;
        session.fileLimit(planned.files());
        long came = System.nanoTime();
        Reply reply = planned.undone() ? null : listener.dispatcher().answer(session, read);
        bill.pay(api, session.takeHandled(), came);
        if (planned.dropAfter()) {
            return false;
        }
        if (reply == null) {
            out.write(Frame.of(Frame.REPLY, planned.status()));
        } else if (!sendProgress(reply, oldText, in, out)) {
            return false;
        } else {
            out.write(new Frame(Frame.REPLY, reply.status(), encoded(reply.message(), oldText),
                    encoded(ErrorMessage.toXml(reply.errors()), oldText), reply.bytes()));
        }
        boolean more = in.hasMore();
        bill.next(more);
        if (!more) {
            out.flush();
        }
        return true;
    }

    private static byte[] encoded(String xml, boolean oldText) {
        return WireText.encode(oldText ? OldText.sent(xml) : xml);
    }

    private static boolean sendProgress(Reply reply, boolean oldText, FrameReader in, FrameWriter out)
            throws IOException {
        for (String step : reply.progress()) {
            out.write(Frame.of(Frame.REPLY, Status.COLLECTION_PROGRESS).withMessage(encoded(step, oldText)));
            out.flush();
            if (in.readInt() != Status.COLLECTION_PROGRESS_SEEN) {
                LOG.warn("client does not confirm progress of a removal of ten and more objects: connection closed");
                return false;
            }
        }
        return true;
    }
}
