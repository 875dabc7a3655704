package io.irodsingest.common.irods.protocol;

import static io.irodsingest.common.irods.protocol.wire.PiWriter.ascii;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.common.irods.IrodsRequest;
import io.irodsingest.common.irods.IrodsRequest.AccessChange;
import io.irodsingest.common.irods.IrodsRequest.AvuChange;
import io.irodsingest.common.irods.IrodsRequest.Checksum;
import io.irodsingest.common.irods.IrodsRequest.ChecksumOperation;
import io.irodsingest.common.irods.IrodsRequest.CollectionRemoval;
import io.irodsingest.common.irods.IrodsRequest.Inheritance;
import io.irodsingest.common.irods.IrodsRequest.Move;
import io.irodsingest.common.irods.IrodsRequest.ObjectRemoval;
import io.irodsingest.common.irods.IrodsRequest.Removal;
import io.irodsingest.common.irods.IrodsRequest.Replication;
import io.irodsingest.common.irods.IrodsRequest.Stat;
import io.irodsingest.common.irods.IrodsRequest.Touch;
import io.irodsingest.common.irods.IrodsRequest.TouchTime;
import io.irodsingest.common.irods.IrodsRequest.Trim;
import io.irodsingest.common.irods.Reply;
import io.irodsingest.common.irods.protocol.wire.Answer;
import io.irodsingest.common.irods.protocol.wire.Api;
import io.irodsingest.common.irods.protocol.wire.PiWriter;
import io.irodsingest.handlerapi.User;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests about one data object or collection, in the order of fields that the server's packing instructions demand. Keys and numbers
 * of operations are those of rodsKeyWdDef.h and dataObjInpOut.h of the server, tag 5.0.2.
 */
final class ObjectRequests implements RequestForm<IrodsRequest> {
    private static final int REPLICATE = 6;
    private static final int RENAME = 22;
    private static final int UNREGISTER = 26;
    private static final String ADMIN = "irodsAdmin";
    private static final String ADMIN_LEVEL = "admin:";
    private static final JsonMapper JSON = new JsonMapper();

    private static final byte[] RENAMED = ascii("<DataObjCopyInp_PI>");
    private static final byte[] RENAMED_END = ascii("</DataObjCopyInp_PI>");
    private static final byte[] REMOVED = ascii("<CollInpNew_PI><collName>");
    private static final byte[] REMOVED_OPERATION = ascii("</collName><flags>0</flags><oprType>");
    private static final byte[] REMOVED_KEYS = ascii("</oprType>");
    private static final byte[] ACCESS = ascii("<modAccessControlInp_PI><recursiveFlag>");
    private static final byte[] ACCESS_LEVEL = ascii("</recursiveFlag><accessLevel>");
    private static final byte[] ACCESS_USER = ascii("</accessLevel><userName>");
    private static final byte[] ACCESS_ZONE = ascii("</userName><zone>");
    private static final byte[] ACCESS_PATH = ascii("</zone><path>");
    private static final byte[] ACCESS_END = ascii("</path></modAccessControlInp_PI>");
    private static final User NOBODY = new User("", "");

    @Override
    public int api(IrodsRequest request) {
        return switch (request) {
            case Stat stat -> Api.OBJ_STAT;
            case AvuChange change -> Api.MOD_AVU_METADATA;
            case Checksum checksum -> Api.DATA_OBJ_CHKSUM;
            case AccessChange change -> Api.MOD_ACCESS_CONTROL;
            case Inheritance inheritance -> Api.MOD_ACCESS_CONTROL;
            case ObjectRemoval removal -> Api.DATA_OBJ_UNLINK;
            case CollectionRemoval removal -> Api.RM_COLL;
            case Replication replication -> Api.DATA_OBJ_REPL;
            case Trim trim -> Api.DATA_OBJ_TRIM;
            case Move move -> Api.DATA_OBJ_RENAME;
            case Touch touch -> Api.TOUCH;
        };
    }

    @Override
    public void write(PiWriter to, IrodsRequest request) {
        switch (request) {
            case Stat stat -> Requests.stat(to, stat.path());
            case AvuChange change -> avu(to, change);
            case Checksum checksum -> checksum(to, checksum);
            case AccessChange change ->
                access(to, change.path(), change.level(), change.user(), change.recursive(), change.asAdmin());
            case Inheritance change -> access(to, change.path(), change.inherits() ? "inherit" : "noinherit", NOBODY,
                    change.recursive(), change.asAdmin());
            case ObjectRemoval removal -> remove(to, removal);
            case CollectionRemoval removal -> remove(to, removal);
            case Replication replication -> replicate(to, replication);
            case Trim trim -> trim(to, trim);
            case Move move -> {
                to.raw(RENAMED);
                object(to, move.path(), RENAME, Map.of());
                object(to, move.to(), RENAME, Map.of());
                to.raw(RENAMED_END);
            }
            case Touch touch -> touch(to, touch);
        }
    }

    /** While the server removes a collection, it takes the next four bytes for a word about what it reported. */
    @Override
    public boolean goesAlone(IrodsRequest request) {
        return request instanceof CollectionRemoval;
    }

    @Override
    public Reply reply(IrodsRequest request, Answer answer) {
        return request instanceof Checksum ? ChecksumAnswer.reply(answer) : answer.reply();
    }

    private static void avu(PiWriter to, AvuChange change) {
        String operation = switch (change.operation()) {
            case ADD -> "add";
            case SET -> "set";
            case REMOVE -> "rm";
            case REMOVE_LIKE -> "rmw";
        };
        Requests.metadata(to, operation, change.onCollection() ? "-C" : "-d", change.avu(),
                change.asAdmin() ? Map.of(ADMIN, "") : Map.of());
    }

    private static void checksum(PiWriter to, Checksum checksum) {
        Map<String, String> keys = keys(checksum.asAdmin());
        if (checksum.operation() == ChecksumOperation.VERIFY) {
            keys.put("verifyChksum", "");
        } else if (checksum.operation() == ChecksumOperation.COMPUTE) {
            keys.put("forceChksum", "");
        }
        if (checksum.allReplicas()) {
            keys.put("ChksumAll", "");
        }
        object(to, checksum.path(), 0, keys);
    }

    private static void access(PiWriter to, String path, String level, User user, boolean recursive, boolean asAdmin) {
        to.raw(ACCESS).number(recursive ? 1 : 0).raw(ACCESS_LEVEL).text(asAdmin ? ADMIN_LEVEL + level : level)
                .raw(ACCESS_USER).text(user.name()).raw(ACCESS_ZONE).text(user.zone()).raw(ACCESS_PATH).text(path)
                .raw(ACCESS_END);
    }

    private static void remove(PiWriter to, ObjectRemoval removal) {
        object(to, removal.path(), removal.removal() == Removal.UNREGISTER ? UNREGISTER : 0,
                removal.removal() == Removal.AT_ONCE ? Map.of("forceFlag", "") : Map.of());
    }

    private static void remove(PiWriter to, CollectionRemoval removal) {
        Map<String, String> keys = keys(false);
        keys.put("recursiveOpr", "");
        if (removal.removal() != Removal.TO_TRASH) {
            keys.put("forceFlag", "");
        }
        to.raw(REMOVED).text(removal.path()).raw(REMOVED_OPERATION)
                .number(removal.removal() == Removal.UNREGISTER ? UNREGISTER : 0).raw(REMOVED_KEYS);
        Requests.pairs(to, keys).raw(Requests.COLLECTION_END);
    }

    private static void replicate(PiWriter to, Replication replication) {
        Map<String, String> keys = keys(replication.asAdmin());
        replication.from().ifPresent(name -> keys.put("rescName", name));
        keys.put("destRescName", replication.to());
        object(to, replication.path(), REPLICATE, keys);
    }

    private static void trim(PiWriter to, Trim trim) {
        Map<String, String> keys = keys(trim.asAdmin());
        trim.from().ifPresent(name -> keys.put("rescName", name));
        trim.copies().ifPresent(copies -> keys.put("copies", Integer.toString(copies)));
        object(to, trim.path(), 0, keys);
    }

    private static void touch(PiWriter to, Touch touch) {
        ObjectNode input = JSON.createObjectNode().put("logical_path", touch.path());
        ObjectNode options = input.putObject("options").put("no_create", !touch.create());
        switch (touch.time()) {
            case TouchTime.Now now -> {
            }
            case TouchTime.At at -> options.put("seconds_since_epoch", at.time().getEpochSecond());
            case TouchTime.Of of -> options.put("reference", of.reference());
        }
        try {
            Requests.json(to, JSON.writeValueAsBytes(input));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Map<String, String> keys(boolean asAdmin) {
        Map<String, String> keys = new LinkedHashMap<>();
        if (asAdmin) {
            keys.put(ADMIN, "");
        }
        return keys;
    }

    private static void object(PiWriter to, String path, int operation, Map<String, String> keys) {
        Requests.pairs(Requests.object(to, path, 0, 0, 0, operation), keys).raw(Requests.OBJECT_END);
    }
}
