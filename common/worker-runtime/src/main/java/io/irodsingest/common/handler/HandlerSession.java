package io.irodsingest.common.handler;

import io.irodsingest.common.handler.python.AccessSession;
import io.irodsingest.common.irods.IrodsError;
import io.irodsingest.common.irods.IrodsException;
import io.irodsingest.common.irods.IrodsRequest.AccessChange;
import io.irodsingest.common.irods.IrodsSession;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.MetadataChange;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.outage.UnavailableException;
import io.irodsingest.handlerapi.Avu;
import io.irodsingest.handlerapi.Session;
import io.irodsingest.handlerapi.SessionException;
import io.irodsingest.handlerapi.User;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Lends a session to one call of what users wrote, and takes it back: after {@link #close} nothing is sent on it. Thread-safe. */
public final class HandlerSession implements AccessSession, AutoCloseable {
    private static final int MOST_AVUS = 1_000_000;

    private final IrodsSession session;
    private final ReentrantLock use = new ReentrantLock();
    private volatile boolean closed;
    private volatile UnavailableException lost;

    private interface Request<T> {
        T on(IrodsSession session) throws UnavailableException, IrodsException;
    }

    /** Work of our own, which asks iRODS more than users' code can. */
    @FunctionalInterface
    public interface OwnWork<T> {
        T on(IrodsSession session) throws UnavailableException, IrodsException, IOException, InterruptedException;
    }

    public HandlerSession(IrodsSession session) {
        this.session = session;
    }

    /** How iRODS was lost during the call, if it was. */
    public Optional<UnavailableException> lost() {
        return Optional.ofNullable(lost);
    }

    /**
     * Waits for the request that is under way, for it has the connection. An interrupt does not shorten that: whoever
     * interrupts a task cuts its connections too.
     */
    @Override
    public void close() {
        closed = true;
        use.lock();
        use.unlock();
    }

    /**
     * Has work of our own done on the connection, as one request of the call: {@link #close} waits for its end.
     *
     * @throws IllegalStateException when the call is over
     */
    public <T> T lend(OwnWork<T> work) throws UnavailableException, IrodsException, IOException, InterruptedException {
        use.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the call that this session was lent to is over");
            }
            return work.on(session);
        } catch (UnavailableException away) {
            lost = away;
            throw away;
        } finally {
            use.unlock();
        }
    }

    @Override
    public boolean exists(String path) throws SessionException {
        return send(irods -> irods.exists(checked(path)));
    }

    @Override
    public boolean isCollection(String path) throws SessionException {
        return send(irods -> irods.isCollection(checked(path)));
    }

    @Override
    public void createCollection(String path) throws SessionException {
        send(irods -> {
            irods.createCollectionWithParents(checked(path));
            return null;
        });
    }

    @Override
    public List<Avu> metadata(String path) throws SessionException {
        String checked = checked(path);
        int slash = checked.lastIndexOf('/');
        return isCollection(checked)
                ? avus("META_COLL_ATTR_", "COLL_NAME = " + Session.quoted(checked))
                : avus("META_DATA_ATTR_", "COLL_NAME = " + Session.quoted(checked.substring(0, slash))
                        + " and DATA_NAME = " + Session.quoted(checked.substring(slash + 1)));
    }

    @Override
    public void addMetadata(String path, Avu avu) throws SessionException {
        change(path, avu, true, IrodsError.EXISTS_ALREADY);
    }

    @Override
    public void removeMetadata(String path, Avu avu) throws SessionException {
        change(path, avu, false, IrodsError.NOTHING_REMOVED);
    }

    @Override
    public List<List<String>> query(String genQuery2) throws SessionException {
        return send(irods -> irods.query(genQuery2));
    }

    @Override
    public void setAccess(String path, String level, String user, String zone, boolean recursive, boolean asAdmin)
            throws SessionException {
        AccessChange change = new AccessChange(checked(path), level, new User(zone, user), recursive, asAdmin);
        Reply reply = send(irods -> irods.perform(List.of(change)).getFirst());
        if (!reply.isOk()) {
            throw new SessionException(path + ": " + reply.describe(), reply.status());
        }
    }

    private List<Avu> avus(String column, String condition) throws SessionException {
        return query(
                "select " + column + "NAME, " + column + "VALUE, " + column + "UNITS where " + condition + " limit "
                        + MOST_AVUS)
                .stream().map(row -> new Avu(row.get(0), row.get(1), row.get(2))).toList();
    }

    private void change(String path, Avu avu, boolean adds, IrodsError done) throws SessionException {
        MetadataChange change = new MetadataChange(adds, isCollection(path),
                new Metadata(checked(path), avu.attribute(), avu.value(), avu.unit()));
        Reply reply = send(irods -> irods.changeMetadata(List.of(change)).getFirst());
        if (!reply.isOk() && IrodsError.of(reply.status()) != done) {
            throw new SessionException(path + ": " + reply.describe(), reply.status());
        }
    }

    private <T> T send(Request<T> request) throws SessionException {
        use.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the call that this session was lent to is over");
            }
            return request.on(session);
        } catch (UnavailableException away) {
            lost = away;
            throw new SessionException(away.getMessage(), 0);
        } catch (IrodsException refused) {
            throw new SessionException(refused.getMessage() + ", iRODS status " + refused.status(), refused.status());
        } finally {
            use.unlock();
        }
    }

    private static String checked(String path) {
        if (!path.startsWith("/") || path.indexOf(0) >= 0) {
            throw new IllegalArgumentException("'" + path + "' is no absolute logical path");
        }
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
