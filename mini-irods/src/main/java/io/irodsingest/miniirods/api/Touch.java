package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Entities;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import io.irodsingest.miniirods.request.Api;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.miniirods.catalog.Access;
import io.irodsingest.miniirods.catalog.Coll;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.catalog.Resource;
import io.irodsingest.miniirods.catalog.Times;
import io.irodsingest.miniirods.vault.Vaults;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Sets the modify time of a data object or collection, or makes an empty data object (20007). */
final class Touch implements Api {
    private static final KeyValues NO_CONDITIONS = new KeyValues(Map.of());

    @Override
    public Reply call(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        ObjectNode input = Json.object(BinBytes.text(request.message()));
        String path = Objects.path(input.path("logical_path").asText());
        JsonNode options = input.path("options");
        if (options.has("replica_number") && options.has("leaf_resource_name")
                || options.has("reference") && options.has("seconds_since_epoch")) {
            throw new IrodsException(Status.USER_INCOMPATIBLE_PARAMS);
        }
        Coll collection = session.catalog().collections().find(path);
        List<Replica> replicas = session.catalog().dataObjects().find(session.db(), path);
        if (collection != null) {
            Objects.need(session, NO_CONDITIONS, collection, Access.WRITE);
            session.catalog().collections().touch(session.db(), collection, time(session, options));
        } else if (!replicas.isEmpty()) {
            Objects.need(session, NO_CONDITIONS, replicas.getFirst().dataId(), Access.WRITE);
            session.catalog().dataObjects().touch(session.db(), chosen(options, replicas), time(session, options));
        } else if (!options.path("no_create").asBoolean(false)) {
            create(session, request, path, options);
        }
        return Reply.status(0);
    }

    private static void create(SessionState session, Request request, String path, JsonNode options)
            throws IrodsException, SQLException, IOException {
        if (options.has("replica_number")) {
            throw new IrodsException(Status.OBJ_PATH_DOES_NOT_EXIST);
        }
        Coll parent = Objects.parentForWriting(session, request, path);
        Resource named = options.has("leaf_resource_name")
                ? Entities.resource(session, options.path("leaf_resource_name").asText())
                : Objects.resource(session, NO_CONDITIONS);
        Replica replica = NewReplica.in(session, request, parent, path, Objects.leaf(session, named), Replica.GOOD);
        session.catalog().dataObjects().insert(session.db(), parent,
                replica.withContent(0, "", time(session, options)), session.client());
        try (var file = Vaults.create(replica.path())) {
            session.services().vaults().truncate(file);
        }
    }

    private static Replica chosen(JsonNode options, List<Replica> replicas) throws IrodsException {
        if (options.has("replica_number")) {
            int number = options.path("replica_number").asInt();
            return replicas.stream().filter(replica -> replica.number() == number).findFirst()
                    .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
        }
        if (options.has("leaf_resource_name")) {
            String leaf = options.path("leaf_resource_name").asText();
            return replicas.stream().filter(replica -> (";" + replica.hierarchy()).endsWith(";" + leaf)).findFirst()
                    .orElseThrow(() -> new IrodsException(Status.SYS_REPLICA_DOES_NOT_EXIST));
        }
        return replicas.stream().filter(replica -> replica.status() == Replica.GOOD).findFirst()
                .orElseThrow(() -> new IrodsException(Status.SYS_NO_GOOD_REPLICA));
    }

    private static String time(SessionState session, JsonNode options) throws IrodsException, SQLException {
        if (options.has("seconds_since_epoch")) {
            return Times.of(options.path("seconds_since_epoch").asLong());
        }
        if (!options.has("reference")) {
            return Times.now();
        }
        String reference = Objects.path(options.path("reference").asText());
        Coll collection = session.catalog().collections().find(reference);
        if (collection != null) {
            return session.catalog().collections().times(session.db(), collection)
                    .orElseThrow(() -> new IrodsException(Status.CAT_UNKNOWN_COLLECTION))[1];
        }
        return Objects.best(Objects.existing(session, reference, Status.OBJ_PATH_DOES_NOT_EXIST)).modified();
    }
}
