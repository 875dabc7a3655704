package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.irodsingest.miniirods.catalog.CatalogSession;
import io.irodsingest.miniirods.wire.ErrorMessage;
import io.irodsingest.miniirods.wire.Frame;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.MalformedRequestException;
import io.irodsingest.miniirods.wire.PiReader;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request to its API: privileges, isolation, commit or roll-back, statuses of failures. Thread-safe. */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String DUPLICATE_KEY = "23505";

    private final ApiTable table = ApiTable.complete();

    /** Answers a request; whatever goes wrong in it becomes a status. */
    public Reply answer(SessionState session, Frame frame) throws SQLException {
        ApiTable.Entry entry = table.find(frame.intInfo());
        if (entry == null) {
            String text = "mini-irods does not support API number " + frame.intInfo();
            LOG.warn("{}", text);
            return Reply.failure(Status.SYS_UNMATCHED_API_NUM, "",
                    List.of(new ErrorMessage(Status.SYS_UNMATCHED_API_NUM, text)));
        }
        if (!entry.known(session)) {
            return Reply.status(Status.SYS_UNMATCHED_API_NUM);
        }
        if (!entry.allows(session)) {
            return Reply.failure(Status.SYS_NO_API_PRIV, entry.failureMessage(), List.of());
        }
        Lock lock = lock(entry, session.catalog().lock());
        if (lock != null) {
            lock.lock();
        }
        try {
            return committed(session, entry, frame);
        } finally {
            if (lock != null) {
                lock.unlock();
            }
        }
    }

    private static Lock lock(ApiTable.Entry entry, ReadWriteLock lock) {
        return switch (entry.isolation()) {
            case READ -> null;
            case SHARED -> lock.readLock();
            case EXCLUSIVE -> lock.writeLock();
        };
    }

    private static Reply committed(SessionState session, ApiTable.Entry entry, Frame frame) throws SQLException {
        boolean done = false;
        try {
            Reply reply = entry.api().call(session, Request.of(PiReader.read(frame.message()), frame.bytes()));
            session.db().commit();
            done = true;
            return reply;
        } catch (IrodsException e) {
            String message = e.reply() == null ? entry.failureMessage() : e.reply();
            return Reply.failure(e.status(), message, e.messages());
        } catch (SQLException e) {
            return Reply.failure(status(e, frame.intInfo()), entry.failureMessage(), List.of());
        } catch (MalformedRequestException | JsonProcessingException | IllegalArgumentException e) {
            LOG.warn("API {}: request not understood: {}", frame.intInfo(), e.getMessage());
            return Reply.failure(Status.SYS_INVALID_INPUT_PARAM, entry.failureMessage(), List.of());
        } catch (IOException | RuntimeException e) {
            LOG.warn("API {}: failed", frame.intInfo(), e);
            return Reply.failure(Status.SYS_INTERNAL_ERR, entry.failureMessage(), List.of());
        } finally {
            if (!done) {
                session.db().rollback();
            }
        }
    }

    private static int status(SQLException e, int api) {
        if (DUPLICATE_KEY.equals(e.getSQLState())) {
            return Status.CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME;
        }
        if (!CatalogSession.NO_TEXT.equals(e.getSQLState())) {
            LOG.warn("API {}: catalog failed", api, e);
        }
        return Status.CAT_SQL_ERR;
    }
}
