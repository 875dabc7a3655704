package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Entities;
import io.irodsingest.miniirods.request.Objects;
import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.SessionState;
import io.irodsingest.miniirods.request.Reply;
import io.irodsingest.miniirods.request.Request;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.miniirods.catalog.Avu;
import io.irodsingest.miniirods.catalog.Metadata;
import io.irodsingest.miniirods.wire.BinBytes;
import io.irodsingest.miniirods.wire.IrodsException;
import io.irodsingest.miniirods.wire.KeyValues;
import io.irodsingest.miniirods.wire.PiNode;
import io.irodsingest.miniirods.wire.Release;
import io.irodsingest.miniirods.wire.Status;
import java.io.IOException;
import java.sql.SQLException;

/** Metadata: one AVU a request (706), and many of one object at once (20002). */
final class MetadataApi {
    private static final String NOTHING = BinBytes.of("{}");
    private static final Release NO_PATTERNS_SINCE = new Release(5, 0, 0);

    Reply single(SessionState session, Request request) throws IrodsException, SQLException {
        PiNode message = request.message();
        Entities.Kind kind = Entities.Kind.named(message.text("arg1"));
        String operation = message.text("arg0");
        if ("cp".equals(operation)) {
            copy(session, message, kind);
            return Reply.status(0);
        }
        long object = Entities.changeable(session, request.conditions(), kind, message.text("arg2"));
        Avu avu = new Avu(message.text("arg3"), message.text("arg4"), message.text("arg5"));
        Metadata metadata = session.catalog().metadata();
        switch (operation) {
            case "add" -> need(metadata.add(session.db(), object, avu), Status.CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME);
            case "rm" -> need(metadata.remove(session.db(), object, avu), Status.CAT_SUCCESS_BUT_WITH_NO_INFO);
            case "rmi" -> need(metadata.remove(session.db(), object, message.longNumber("arg3", 0)),
                    Status.CAT_SUCCESS_BUT_WITH_NO_INFO);
            case "rmw" -> removeLike(session, object, avu);
            case "set" -> set(session, object, avu);
            case "mod" -> modify(session, object, message);
            default -> throw new IrodsException(Status.SYS_NOT_SUPPORTED, Status.SYS_NOT_SUPPORTED,
                    "mini-irods does not support the metadata operation " + operation);
        }
        return Reply.status(0);
    }

    private static void need(boolean done, int status) throws IrodsException {
        if (!done) {
            throw new IrodsException(status);
        }
    }

    /** By patterns, which Jargon uses to remove any AVU; 5.0.0 did away with it. */
    private static void removeLike(SessionState session, long object, Avu pattern)
            throws IrodsException, SQLException {
        if (session.release().isAtLeast(NO_PATTERNS_SINCE)) {
            throw new IrodsException(Status.CAT_INVALID_ARGUMENT);
        }
        need(session.catalog().metadata().removeLike(session.db(), object, pattern),
                Status.CAT_SUCCESS_BUT_WITH_NO_INFO);
    }

    /**
     * The only value of an attribute. As the real server does it: several, or one that others have too, are removed by pattern, so that
     * attributes go along which % and _ of the name match.
     */
    private static void set(SessionState session, long object, Avu avu) throws IrodsException, SQLException {
        Metadata metadata = session.catalog().metadata();
        int uses = metadata.uses(session.db(), object, avu.attribute());
        if (uses > 1) {
            need(metadata.removeLike(session.db(), object, new Avu(avu.attribute(), "%", "%")),
                    Status.CAT_SUCCESS_BUT_WITH_NO_INFO);
        } else if (uses == 1) {
            for (Avu old : metadata.of(session.db(), object)) {
                if (old.attribute().equals(avu.attribute())) {
                    metadata.remove(session.db(), object, old);
                }
            }
        }
        metadata.add(session.db(), object, avu);
    }

    /** The old one in arguments 3 to 5, where the unit may be missing; new parts start with n:, v: and u:. */
    private static void modify(SessionState session, long object, PiNode message)
            throws IrodsException, SQLException {
        String fifth = message.text("arg5");
        String unit = fifth.matches("(?s)[nvu]:.*") ? "" : fifth;
        Avu old = new Avu(message.text("arg3"), message.text("arg4"), unit);
        Avu changed = old;
        for (int i = 5; i <= 8; i++) {
            String part = message.text("arg" + i);
            String value = part.length() > 2 ? part.substring(2) : "";
            if (part.startsWith("n:")) {
                changed = new Avu(value, changed.value(), changed.unit());
            } else if (part.startsWith("v:")) {
                changed = new Avu(changed.attribute(), value, changed.unit());
            } else if (part.startsWith("u:")) {
                changed = new Avu(changed.attribute(), changed.value(), value);
            }
        }
        Metadata metadata = session.catalog().metadata();
        need(metadata.remove(session.db(), object, old), Status.CAT_SUCCESS_BUT_WITH_NO_INFO);
        need(metadata.add(session.db(), object, changed), Status.CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME);
    }

    private static void copy(SessionState session, PiNode message, Entities.Kind from)
            throws IrodsException, SQLException {
        KeyValues conditions = KeyValues.of(message);
        long source = Entities.changeable(session, conditions, from, message.text("arg3"));
        long target = Entities.changeable(session, conditions, Entities.Kind.named(message.text("arg2")),
                message.text("arg4"));
        for (Avu avu : session.catalog().metadata().of(session.db(), source)) {
            session.catalog().metadata().add(session.db(), target, avu);
        }
    }

    Reply atomic(SessionState session, Request request) throws IrodsException, SQLException, IOException {
        ObjectNode input = Json.object(BinBytes.text(request.message()));
        String name = input.path("entity_name").asText();
        Entities.Kind kind = Entities.Kind.named(input.path("entity_type").asText());
        KeyValues conditions = input.path("admin_mode").asBoolean(false)
                ? new KeyValues(java.util.Map.of(Objects.ADMIN, ""))
                : request.conditions();
        long object;
        try {
            object = Entities.changeable(session, conditions, kind, name);
        } catch (IrodsException e) {
            if (e.status() == Status.CAT_NO_ACCESS_PERMISSION
                    || e.status() == Status.CAT_INSUFFICIENT_PRIVILEGE_LEVEL) {
                throw e.withReply(error("User not allowed to modify metadata", null, 0));
            }
            throw new IrodsException(Status.SYS_INVALID_INPUT_PARAM)
                    .withReply(error("Entity does not exist [entity_name=" + name + "]", null, 0));
        }
        int index = 0;
        for (JsonNode operation : input.path("operations")) {
            apply(session, object, operation, index++);
        }
        return Reply.message(0, NOTHING);
    }

    /** Unlike with 706, adding what is there and removing what is not are no errors. */
    private static void apply(SessionState session, long object, JsonNode operation, int index)
            throws IrodsException, SQLException, IOException {
        Avu avu = new Avu(operation.path("attribute").asText(), operation.path("value").asText(),
                operation.path("units").asText());
        switch (operation.path("operation").asText()) {
            case "add" -> session.catalog().metadata().add(session.db(), object, avu);
            case "remove" -> session.catalog().metadata().remove(session.db(), object, avu);
            default -> throw new IrodsException(Status.INVALID_OPERATION)
                    .withReply(error("Invalid metadata operation.", operation, index));
        }
    }

    private static String error(String text, JsonNode operation, int index) throws IOException {
        ObjectNode json = Json.object().put("error_message", text);
        json.set("operation", operation);
        return BinBytes.of(Json.of(json.put("operation_index", index)));
    }
}
