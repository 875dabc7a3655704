package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Writing;
import io.irodsingest.miniirods.request.OpenReplicas;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.vault.Checksums;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A file (606): whole in one request with {@code dataIncluded}, else into a descriptor that the client writes to (676)
 * and completes (626).
 */
final class PutDataObject implements Api {
    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        String path = Objects.path(request.message().text("objPath"));
        if (session.catalog().collections().find(path) != null) {
            throw new IrodsException(Status.CAT_NAME_EXISTS_AS_COLLECTION);
        }
        Coll parent = Objects.collection(session, Paths.parent(path));
        List<Replica> replicas = session.catalog().dataObjects().find(session.db(), parent, Paths.name(path));
        if (!request.conditions().has("dataIncluded")) {
            return opened(session, request, replicas);
        }
        if (replicas.isEmpty()) {
            return written(session, request, create(session, request, parent, path), path, false);
        }
        Replica target = existing(session, request, replicas);
        OpenReplicas open = session.services().openReplicas();
        OpenReplicas.Lock lock = Writing.locks(session)
                ? open.lock(target.dataId(), target.number(), Map.of())
                : OpenReplicas.withoutLocking(target.dataId(), target.number());
        if (lock == null) {
            throw new IrodsException(Status.HIERARCHY_ERROR);
        }
        try {
            return written(session, request, target, path, true);
        } finally {
            open.leave(lock, true);
        }
    }

    private static Reply opened(SessionState session, Request request, List<Replica> replicas)
            throws IrodsException, SQLException, IOException {
        if (!replicas.isEmpty()) {
            existing(session, request, replicas);
        }
        int descriptor = OpenReplica.open(session, request,
                OpenReplica.READ_WRITE | OpenReplica.CREATE | OpenReplica.TRUNCATE).descriptor();
        return Reply.message(0, Portal.withoutThreads(descriptor, ""));
    }

    private static Replica create(SessionState session, Request request, Coll parent, String path)
            throws IrodsException, SQLException {
        Objects.need(session, request.conditions(), parent, Access.WRITE);
        Resource leaf = Objects.leafForData(session, request.conditions());
        Replica replica = NewReplica.in(session, request, parent, path, leaf, Replica.GOOD);
        session.catalog().dataObjects().insert(session.db(), parent, replica, session.client());
        return replica;
    }

    private static Replica existing(SessionState session, Request request, List<Replica> replicas)
            throws IrodsException, SQLException {
        KeyValues conditions = request.conditions();
        if (!conditions.has(Objects.FORCE)) {
            throw new IrodsException(Status.OVERWRITE_WITHOUT_FORCE_FLAG);
        }
        Objects.need(session, conditions, replicas.getFirst().dataId(), Access.WRITE);
        String named = conditions.firstOf("destRescName", "rescName");
        if (named == null) {
            return Objects.best(replicas);
        }
        Objects.leafForData(session, conditions);
        return replicas.stream().filter(replica -> replica.hierarchy().equals(named)
                || replica.hierarchy().startsWith(named + ";")).findFirst()
                .orElseThrow(() -> new IrodsException(Status.HIERARCHY_ERROR));
    }

    private static Reply written(SessionState session, Request request, Replica target, String path, boolean existed)
            throws IrodsException, SQLException, IOException {
        byte[] bytes = request.bytes();
        DataObjects objects = session.catalog().dataObjects();
        try {
            write(session, target, bytes, existed);
        } catch (IrodsException failed) {
            if (!existed || !Writing.locks(session)) {
                throw failed;
            }
            // its file was emptied before the write failed, so it is good for nobody
            objects.update(session.db(), target.withStatus(Replica.STALE));
            return Reply.status(failed.status());
        }
        String wanted = request.conditions().firstOf("verifyChksum");
        boolean keep = wanted != null || request.conditions().has("verifyChksum")
                || request.conditions().has("regChksum");
        String checksum = keep ? Checksums.of(bytes) : "";
        boolean right = wanted == null || wanted.equals(checksum);
        if (!right && !Writing.locks(session)) {
            return Reply.status(Status.USER_CHKSUM_MISMATCH);
        }
        Replica written = target.withStatus(right ? Replica.GOOD : Replica.STALE)
                .withContent(bytes.length, right ? checksum : "", Times.now());
        objects.update(session.db(), written);
        if (existed) {
            objects.staleAllBut(session.db(), target.dataId(), target.number());
        }
        if (right) {
            Replication.after(session, written, path);
        }
        return Reply.status(right ? 0 : Status.USER_CHKSUM_MISMATCH);
    }

    /** A new object that cannot be written is not there afterwards, so its file must not be either. */
    private static void write(SessionState session, Replica target, byte[] bytes, boolean existed)
            throws IrodsException, IOException {
        Vaults vaults = session.services().vaults();
        try (FileChannel file = existed ? Vaults.openForWriting(target.path()) : Vaults.create(target.path())) {
            vaults.truncate(file);
            vaults.write(file, 0, bytes);
        } catch (IrodsException e) {
            if (!existed) {
                deleteAfter(e, vaults, target.path());
            }
            throw e;
        }
    }

    private static void deleteAfter(IrodsException failure, Vaults vaults, String path) {
        try {
            vaults.delete(path);
        } catch (IrodsException notThere) {
            failure.addSuppressed(notThere);
        }
    }
}
