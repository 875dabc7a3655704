package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.DataObject;
import io.irodsingest.miniirods.catalog.DataObjects;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.catalog.User;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.sql.SQLException;
import java.util.List;

/** Registers a file where it lies, as a new object or as a further replica: 20008, and 630 without the answer. */
final class RegisterPath {
    static final String FAILED = BinBytes.of("{}");

    Reply plain(SessionState session, Request request) throws IrodsException, SQLException {
        register(session, request);
        return Reply.status(0);
    }

    Reply withJson(SessionState session, Request request) throws IrodsException, SQLException {
        return Reply.message(0, BinBytes.of(json(register(session, request))));
    }

    private static Replica register(SessionState session, Request request) throws IrodsException, SQLException {
        KeyValues conditions = request.conditions();
        String physical = conditions.firstOf("filePath");
        if (physical == null || conditions.has("collection")) {
            throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                    "mini-irods registers single files by the keyword filePath");
        }
        if (!session.client().admin()) {
            throw new IrodsException(Status.PATH_REG_NOT_ALLOWED);
        }
        String path = Objects.path(request.message().text("objPath"));
        if (session.catalog().collections().find(path) != null) {
            throw new IrodsException(Status.CAT_NAME_EXISTS_AS_COLLECTION);
        }
        Resource leaf = Objects.leafForRegistration(session, conditions);
        Coll parent = Objects.collection(session, Paths.parent(path));
        return conditions.has("regRepl")
                ? furtherReplica(session, conditions, path, physical, leaf)
                : newObject(session, conditions, parent, path, physical, leaf);
    }

    private static Replica newObject(SessionState session, KeyValues conditions, Coll parent, String path,
            String physical, Resource leaf) throws IrodsException, SQLException {
        Objects.need(session, conditions, parent, Access.WRITE);
        String now = Times.now();
        String modified = conditions.firstOf("dataModify");
        String type = conditions.firstOf("dataType");
        User owner = session.client();
        DataObject object = new DataObject(session.catalog().newId(), parent.id(), Paths.name(path),
                type == null ? "generic" : type, owner.name(), owner.zone(), "0");
        Replica replica = new Replica(object, 0, session.catalog().resources().place(leaf, physical), Replica.GOOD,
                size(conditions, physical), checksum(conditions, physical), "", now,
                modified == null ? now : modified);
        session.catalog().dataObjects().insert(session.db(), parent, replica, owner);
        return replica;
    }

    private static Replica furtherReplica(SessionState session, KeyValues conditions, String path, String physical,
            Resource leaf) throws IrodsException, SQLException {
        DataObjects objects = session.catalog().dataObjects();
        List<Replica> replicas = Objects.existing(session, path, Status.CAT_NO_ROWS_FOUND);
        Objects.need(session, conditions, replicas.getFirst().dataId(), Access.WRITE);
        if (replicas.stream().anyMatch(replica -> replica.resource() == leaf.id())) {
            throw new IrodsException(Status.SYS_COPY_ALREADY_IN_RESC);
        }
        String now = Times.now();
        Replica first = replicas.getFirst();
        Replica replica = first
                .on(session.catalog().resources().place(leaf, physical), replicas.getLast().number() + 1)
                .withStatus(Replica.GOOD)
                .withContent(size(conditions, physical), checksum(conditions, physical), now);
        objects.insertReplica(session.db(), replica);
        objects.staleAllBut(session.db(), replica.dataId(), replica.number());
        return replica.withContent(replica.size(), replica.checksum(), first.modified());
    }

    /** The size that the client gives is taken unseen; so does the real server. */
    private static long size(KeyValues conditions, String physical) throws IrodsException {
        String given = conditions.firstOf("dataSize");
        if (given == null) {
            return Vaults.size(physical);
        }
        try {
            return Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM, e);
        }
    }

    private static String checksum(KeyValues conditions, String physical) throws IrodsException {
        if (conditions.has("regChksum") && !conditions.get("regChksum").isEmpty()) {
            return conditions.get("regChksum");
        }
        return conditions.has("regChksum") || conditions.has("verifyChksum") ? Vaults.checksum(physical) : "";
    }

    private static String json(Replica r) {
        StringBuilder json = new StringBuilder(600);
        json.append("{\"access_ts\":\"").append(r.created()).append("\",\"coll_id\":\"").append(r.collId())
                .append("\",\"create_ts\":\"").append(r.created()).append("\",\"data_checksum\":");
        Json.quote(json, r.checksum());
        json.append(",\"data_expiry_ts\":\"00000000000\",\"data_id\":\"").append(r.dataId())
                .append("\",\"data_is_dirty\":\"").append(r.status())
                .append("\",\"data_map_id\":\"0\",\"data_mode\":\"").append(r.object().mode())
                .append("\",\"data_name\":");
        Json.quote(json, r.name());
        json.append(",\"data_owner_name\":");
        Json.quote(json, r.object().ownerName());
        json.append(",\"data_owner_zone\":");
        Json.quote(json, r.object().ownerZone());
        json.append(",\"data_path\":");
        Json.quote(json, r.path());
        json.append(",\"data_repl_num\":\"").append(r.number()).append("\",\"data_size\":\"").append(r.size())
                .append("\",\"data_status\":\"\",\"data_type_name\":");
        Json.quote(json, r.object().type());
        json.append(",\"data_version\":\"\",\"modify_ts\":");
        Json.quote(json, r.modified());
        json.append(",\"r_comment\":");
        Json.quote(json, r.comment());
        return json.append(",\"resc_id\":\"").append(r.resource()).append("\"}").toString();
    }
}
