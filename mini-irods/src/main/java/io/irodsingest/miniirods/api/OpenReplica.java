package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Writing;
import io.irodsingest.miniirods.request.Descriptors;
import io.irodsingest.miniirods.request.OpenReplicas;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.List;

/** Opens a replica: 20003, which answers with all about it, and 601 and 602, which answer with the descriptor only. */
final class OpenReplica {
    /** Open flags as on Linux, which the protocol fixes. */
    private static final int WRITE_ONLY = 1;
    static final int READ_WRITE = 2;
    static final int CREATE = 0100;
    private static final int EXCLUSIVE = 0200;
    static final int TRUNCATE = 01000;
    private static final int APPEND = 02000;

    Reply withJson(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        Opened opened = open(session, request, request.message().number("openFlags", 0));
        return Reply.message(opened.descriptor(), BinBytes.of(OpenReplicaJson.of(opened, request)));
    }

    Reply plain(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        return Reply.status(open(session, request, request.message().number("openFlags", 0)).descriptor());
    }

    Reply create(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        return Reply.status(open(session, request, READ_WRITE | CREATE).descriptor());
    }

    /**
     * @param token for others who want to write too, empty when it is open for reading
     */
    record Opened(int descriptor, Replica replica, boolean created, boolean forWriting, String token) {}

    static Opened open(SessionState session, Request request, int flags)
            throws IrodsException, SQLException, IOException {
        String path = Objects.path(request.message().text("objPath"));
        boolean forWriting = (flags & (WRITE_ONLY | READ_WRITE)) != 0;
        if (!forWriting && (flags & TRUNCATE) != 0) {
            throw new IrodsException(Status.USER_INCOMPATIBLE_OPEN_FLAGS);
        }
        boolean create = (flags & CREATE) != 0;
        if (session.catalog().collections().find(path) != null) {
            throw new IrodsException(create ? Status.CAT_NAME_EXISTS_AS_COLLECTION : Status.OBJ_PATH_DOES_NOT_EXIST);
        }
        List<Replica> replicas = session.catalog().dataObjects().find(session.db(), path);
        if (replicas.isEmpty()) {
            if (!create) {
                throw new IrodsException(Status.OBJ_PATH_DOES_NOT_EXIST);
            }
            return createNew(session, request, path);
        }
        if (create && (flags & EXCLUSIVE) != 0) {
            throw new IrodsException(Status.CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME);
        }
        Objects.need(session, request.conditions(), replicas.getFirst().dataId(),
                forWriting ? Access.WRITE : Access.READ);
        return forWriting
                ? openForWriting(session, request, replicas, flags)
                : openForReading(session, request, replicas);
    }

    private static Opened createNew(SessionState session, Request request, String path)
            throws IrodsException, SQLException, IOException {
        Coll parent = Objects.parentForWriting(session, request, path);
        Resource leaf = Objects.leafForData(session, request.conditions());
        Replica replica = NewReplica.in(session, request, parent, path, leaf,
                Writing.locks(session) ? Replica.INTERMEDIATE : Replica.GOOD);
        session.catalog().dataObjects().insert(session.db(), parent, replica, session.client());
        FileChannel file = Vaults.create(replica.path());
        session.services().vaults().truncate(file);
        OpenReplicas.Lock lock = Writing.begin(session, List.of(replica), replica);
        if (Writing.locks(session)) {
            session.services().openReplicas().changed(lock);
        }
        int descriptor = session.descriptors()
                .add(new Descriptors.Open(file, lock, true, replica.dataId(), replica.number(), request.conditions()));
        return new Opened(descriptor, replica, true, true, lock.token());
    }

    private static Opened openForReading(SessionState session, Request request, List<Replica> replicas)
            throws IrodsException {
        Replica replica = chosen(request.conditions(), replicas);
        if (replica.status() == Replica.WRITE_LOCKED) {
            throw new IrodsException(Status.LOCKED_DATA_OBJECT_ACCESS);
        }
        if (replica.status() == Replica.INTERMEDIATE) {
            throw new IrodsException(Status.HIERARCHY_ERROR);
        }
        FileChannel file = Vaults.openForReading(replica.path());
        int descriptor = session.descriptors()
                .add(new Descriptors.Open(file, null, true, replica.dataId(), replica.number(), request.conditions()));
        return new Opened(descriptor, replica, false, false, "");
    }

    private static Opened openForWriting(SessionState session, Request request, List<Replica> replicas, int flags)
            throws IrodsException, SQLException, IOException {
        Replica replica = chosen(request.conditions(), replicas);
        String token = request.conditions().firstOf("replicaToken");
        OpenReplicas.Lock lock = token == null
                ? Writing.begin(session, replicas, replica)
                : session.services().openReplicas().join(replica.dataId(), replica.number(), token);
        if (lock == null) {
            throw new IrodsException(Status.HIERARCHY_ERROR);
        }
        try {
            FileChannel file = Vaults.openForWriting(replica.path());
            Descriptors.Open open = new Descriptors.Open(file, lock, token == null, replica.dataId(),
                    replica.number(), request.conditions());
            if ((flags & TRUNCATE) != 0) {
                session.services().vaults().truncate(file);
                if (Writing.locks(session)) {
                    session.services().openReplicas().changed(lock);
                } else {
                    session.catalog().dataObjects().update(session.db(),
                            replica.withContent(0, replica.checksum(), replica.modified()));
                }
            }
            open.position((flags & APPEND) != 0 ? file.size() : 0);
            return new Opened(session.descriptors().add(open), replica.withStatus(Replica.INTERMEDIATE), false, true,
                    lock.token());
        } catch (IrodsException | IOException e) {
            session.services().openReplicas().leave(lock, token == null);
            throw e;
        }
    }

    /** The replica by number, by resource, or the best one. */
    private static Replica chosen(KeyValues conditions, List<Replica> replicas) throws IrodsException {
        String number = conditions.firstOf("replNum");
        if (number != null) {
            return replicas.stream().filter(replica -> number.equals(Integer.toString(replica.number()))).findFirst()
                    .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
        }
        String resource = conditions.firstOf("resc_hier", "destRescName", "rescName");
        if (resource != null) {
            return replicas.stream().filter(replica -> replica.hierarchy().equals(resource)
                    || replica.hierarchy().startsWith(resource + ";")).findFirst()
                    .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
        }
        return Objects.best(replicas);
    }
}
