package io.irodsingest.common.irods.protocol;

import io.irodsingest.common.irods.protocol.wire.PiWriter;

import static io.irodsingest.common.irods.protocol.wire.PiWriter.ascii;
import io.irodsingest.common.irods.IrodsSession.Metadata;
import io.irodsingest.common.irods.IrodsSession.MetadataChange;
import io.irodsingest.common.irods.IrodsSession.Put;
import io.irodsingest.common.irods.IrodsSession.Registration;
import io.irodsingest.common.irods.IrodsSession.ReplicaUpdate;
import io.irodsingest.common.sync.Replica;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The bodies of requests, in the order of fields that the server's packing instructions demand. */
final class Requests {
    private static final int OWNER_READS_AND_WRITES = 0600;
    private static final int WRITE = 1;
    private static final int WRITE_TRUNCATE = 1 | 512;
    private static final int WRITE_CREATE_TRUNCATE = 1 | 64 | 512;
    private static final int READ_WRITE_CREATE = 2 | 64;
    private static final int PUT_OPERATION = 1;
    private static final int UNREGISTER_OPERATION = 26;
    private static final int TIME_DIGITS = 11;

    private static final byte[] VALUE = ascii("<svalue>");
    private static final byte[] VALUE_END = ascii("</svalue>");
    static final byte[] NO_KEYS = ascii("<KeyValPair_PI><ssLen>0</ssLen><keyWord></keyWord><svalue></svalue>");
    static final byte[] KEYS_END = ascii("</KeyValPair_PI>");
    private static final byte[] RECURSIVE = keys("recursiveOpr");
    private static final byte[] BY_FORCE = keys("forceFlag");
    private static final byte[] REGISTER = keys("filePath", "dataSize", "dataModify");
    private static final byte[] REGISTER_ON = keys("filePath", "dataSize", "dataModify", "destRescName");
    private static final byte[] REGISTER_REPLICA = keys("filePath", "dataSize", "dataModify", "regRepl");
    private static final byte[] REGISTER_REPLICA_ON = keys("filePath", "dataSize", "dataModify", "regRepl",
            "destRescName");
    /** The last one makes the replica the good one. */
    private static final byte[] UPDATE = keys("dataSize", "dataModify", "allReplStatus");
    private static final byte[] STATUS = keys("replStatus");
    private static final byte[] CHECKSUM = keys("forceChksum", "replNum");
    private static final byte[] OPEN_ON = keys("destRescName");
    private static final byte[] OPEN_REPLICA = keys("replNum");
    private static final byte[] JOIN = keys("replNum", "replicaToken");

    private static final byte[] COLLECTION = ascii("<CollInpNew_PI><collName>");
    private static final byte[] COLLECTION_REST = ascii("</collName><flags>0</flags><oprType>0</oprType>");
    static final byte[] COLLECTION_END = ascii("</CollInpNew_PI>");

    private static final byte[] OBJECT = ascii("<DataObjInp_PI><objPath>");
    private static final byte[] OBJECT_MODE = ascii("</objPath><createMode>");
    private static final byte[] OBJECT_FLAGS = ascii("</createMode><openFlags>");
    private static final byte[] OBJECT_SIZE = ascii("</openFlags><offset>0</offset><dataSize>");
    private static final byte[] OBJECT_OPERATION = ascii("</dataSize><numThreads>0</numThreads><oprType>");
    private static final byte[] OBJECT_KEYS = ascii("</oprType>");
    static final byte[] OBJECT_END = ascii("</DataObjInp_PI>");

    private static final byte[] MODIFY = ascii("<ModDataObjMeta_PI><DataObjInfo_PI><objPath>");
    private static final byte[] MODIFY_TO_NUMBER = ascii("</objPath><rescName></rescName><rescHier></rescHier>"
            + "<dataType></dataType><dataSize>0</dataSize><chksum></chksum><version></version><filePath></filePath>"
            + "<dataOwnerName></dataOwnerName><dataOwnerZone></dataOwnerZone><replNum>");
    private static final byte[] MODIFY_TO_KEYS = ascii(
            "</replNum><replStatus>0</replStatus><statusString></statusString>"
                    + "<dataId>0</dataId><collId>0</collId><dataMapId>0</dataMapId><flags>0</flags><dataComments></dataComments>"
                    + "<dataMode></dataMode><dataExpiry></dataExpiry><dataCreate></dataCreate><dataModify></dataModify>"
                    + "<dataAccess></dataAccess><dataAccessInx>0</dataAccessInx><writeFlag>0</writeFlag>"
                    + "<destRescName></destRescName><backupRescName></backupRescName><subPath></subPath><specColl>0</specColl>"
                    + "<regUid>0</regUid><otherFlags>0</otherFlags><KeyValPair_PI><ssLen>0</ssLen><keyWord></keyWord>"
                    + "<svalue></svalue></KeyValPair_PI><in_pdmo></in_pdmo><next>0</next><rescId>0</rescId>"
                    + "<dataAccessTime></dataAccessTime></DataObjInfo_PI>");
    private static final byte[] MODIFY_END = ascii("</ModDataObjMeta_PI>");

    private static final byte[] AVU = ascii("<ModAVUMetadataInp_PI><arg0>");
    private static final byte[] AVU_KIND = ascii("</arg0><arg1>");
    private static final byte[] AVU_PATH = ascii("</arg1><arg2>");
    private static final byte[] AVU_ATTRIBUTE = ascii("</arg2><arg3>");
    private static final byte[] AVU_VALUE = ascii("</arg3><arg4>");
    private static final byte[] AVU_UNIT = ascii("</arg4><arg5>");
    private static final byte[] AVU_KEYS = ascii("</arg5><arg6></arg6><arg7></arg7><arg8></arg8><arg9></arg9>");
    private static final byte[] AVU_END = ascii("</ModAVUMetadataInp_PI>");

    private static final byte[] OPENED = ascii("<OpenedDataObjInp_PI><l1descInx>");
    private static final byte[] OPENED_LENGTH = ascii("</l1descInx><len>");
    private static final byte[] OPENED_OFFSET = ascii("</len><whence>0</whence><oprType>0</oprType><offset>");
    private static final byte[] OPENED_END = ascii(
            "</offset><bytesWritten>0</bytesWritten><KeyValPair_PI><ssLen>0</ssLen><keyWord></keyWord><svalue></svalue>"
                    + "</KeyValPair_PI></OpenedDataObjInp_PI>");

    private Requests() {}

    static void createCollection(PiWriter to, String path) {
        collection(to, path).raw(NO_KEYS).raw(KEYS_END).raw(COLLECTION_END);
    }

    static void createCollectionWithParents(PiWriter to, String path) {
        value(collection(to, path).raw(RECURSIVE), "").raw(KEYS_END).raw(COLLECTION_END);
    }

    static void stat(PiWriter to, String path) {
        object(to, path, 0, 0, 0, 0).raw(NO_KEYS).raw(KEYS_END).raw(OBJECT_END);
    }

    static void register(PiWriter to, Registration file) {
        boolean placed = file.resource().isPresent();
        object(to, file.path(), 0, 0, 0, 0).raw(file.furtherReplica()
                ? placed ? REGISTER_REPLICA_ON : REGISTER_REPLICA
                : placed ? REGISTER_ON : REGISTER);
        to.raw(VALUE).text(file.physicalPath().bytes()).raw(VALUE_END);
        to.raw(VALUE).number(file.size()).raw(VALUE_END);
        time(to, file.modified());
        if (file.furtherReplica()) {
            value(to, "");
        }
        resource(to, file.resource()).raw(KEYS_END).raw(OBJECT_END);
    }

    static void update(PiWriter to, ReplicaUpdate update) {
        to.raw(MODIFY).text(update.path()).raw(MODIFY_TO_NUMBER).number(update.replicaNumber()).raw(MODIFY_TO_KEYS);
        to.raw(UPDATE).raw(VALUE).number(update.size()).raw(VALUE_END);
        value(time(to, update.modified()), "1").raw(KEYS_END).raw(MODIFY_END);
    }

    static void addMetadata(PiWriter to, Metadata avu) {
        metadata(to, "add", "-d", avu);
    }

    static void changeMetadata(PiWriter to, MetadataChange change) {
        metadata(to, change.adds() ? "add" : "rm", change.onCollection() ? "-C" : "-d", change.avu());
    }

    static void setMetadata(PiWriter to, Metadata avu) {
        metadata(to, "set", "-d", avu);
    }

    private static void metadata(PiWriter to, String operation, String kind, Metadata avu) {
        metadata(to, operation, kind, avu, Map.of());
    }

    static void metadata(PiWriter to, String operation, String kind, Metadata avu, Map<String, String> keys) {
        to.raw(AVU).text(operation).raw(AVU_KIND).text(kind).raw(AVU_PATH).text(avu.path()).raw(AVU_ATTRIBUTE)
                .text(avu.attribute())
                .raw(AVU_VALUE).text(avu.value()).raw(AVU_UNIT).text(avu.unit()).raw(AVU_KEYS);
        pairs(to, keys).raw(AVU_END);
    }

    /**
     * A whole file; its bytes follow the message.
     *
     * @param checksum what the server's has to be, in its notation
     */
    static void put(PiWriter to, Put put, Optional<String> checksum, boolean byForce) {
        object(to, put.path(), OWNER_READS_AND_WRITES, READ_WRITE_CREATE, put.size(), PUT_OPERATION);
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("dataType", "generic");
        keys.put("dataIncluded", "");
        if (byForce) {
            keys.put("forceFlag", "");
        }
        put.resource().ifPresent(name -> keys.put("destRescName", name));
        checksum.ifPresent(value -> keys.put("verifyChksum", value));
        pairs(to, keys).raw(OBJECT_END);
    }

    /** Opens a replica to be written from its beginning; what is not there is made. */
    static void open(PiWriter to, Put put) {
        object(to, put.path(), OWNER_READS_AND_WRITES, WRITE_CREATE_TRUNCATE, put.size(), 0);
        to.raw(put.resource().isPresent() ? OPEN_ON : NO_KEYS);
        resource(to, put.resource()).raw(KEYS_END).raw(OBJECT_END);
    }

    /** Opens a replica to be written, as it is or emptied. */
    static void open(PiWriter to, String path, int replica, boolean empty) {
        object(to, path, 0, empty ? WRITE_TRUNCATE : WRITE, 0, 0).raw(OPEN_REPLICA);
        value(to, String.valueOf(replica)).raw(KEYS_END).raw(OBJECT_END);
    }

    /** Says of a replica that it is stale or good. */
    static void mark(PiWriter to, String path, int replica, Replica.Status status) {
        to.raw(MODIFY).text(path).raw(MODIFY_TO_NUMBER).number(replica).raw(MODIFY_TO_KEYS).raw(STATUS);
        value(to, String.valueOf(status.ordinal())).raw(KEYS_END).raw(MODIFY_END);
    }

    /** Opens a replica that is open for writing already. */
    static void join(PiWriter to, String path, int replica, String token) {
        object(to, path, 0, WRITE, 0, 0).raw(JOIN);
        value(value(to, String.valueOf(replica)), token).raw(KEYS_END).raw(OBJECT_END);
    }

    static void seek(PiWriter to, int descriptor, long offset) {
        opened(to, descriptor, 0, offset);
    }

    static void unregister(PiWriter to, String path) {
        object(to, path, 0, 0, 0, UNREGISTER_OPERATION).raw(NO_KEYS).raw(KEYS_END).raw(OBJECT_END);
    }

    static void moveToTrash(PiWriter to, String path) {
        object(to, path, 0, 0, 0, 0).raw(NO_KEYS).raw(KEYS_END).raw(OBJECT_END);
    }

    static void remove(PiWriter to, String path) {
        value(object(to, path, 0, 0, 0, 0).raw(BY_FORCE), "").raw(KEYS_END).raw(OBJECT_END);
    }

    /** Without recursion the server refuses a collection that is not empty, by force or not. */
    static void removeCollection(PiWriter to, String path) {
        value(collection(to, path).raw(BY_FORCE), "").raw(KEYS_END).raw(COLLECTION_END);
    }

    /** Closes it, on servers before 4.2.9. */
    static void closePlainly(PiWriter to, int descriptor) {
        opened(to, descriptor, 0, 0);
    }

    static void write(PiWriter to, int descriptor, int count) {
        opened(to, descriptor, count, 0);
    }

    private static void opened(PiWriter to, int descriptor, int count, long offset) {
        to.raw(OPENED).number(descriptor).raw(OPENED_LENGTH).number(count).raw(OPENED_OFFSET).number(offset)
                .raw(OPENED_END);
    }

    /** The checksum of a replica, computed now. */
    static void checksum(PiWriter to, String path, int replica) {
        value(value(object(to, path, 0, 0, 0, 0).raw(CHECKSUM), ""), String.valueOf(replica)).raw(KEYS_END)
                .raw(OBJECT_END);
    }

    /** Leaves a replica to those who still write it. */
    static void leave(PiWriter to, int descriptor) {
        json(to, "{\"fd\":" + descriptor + ",\"update_size\":false,\"update_status\":false,\"compute_checksum\":false,"
                + "\"send_notifications\":false,\"preserve_replica_state_table\":true}");
    }

    static void query(PiWriter to, String genQuery2) {
        to.raw(ascii("<Genquery2Input_PI><query_string>")).text(genQuery2).raw(ascii(
                "</query_string><sql_only>0</sql_only><column_mappings>0</column_mappings></Genquery2Input_PI>"));
    }

    /** Makes the replica good. */
    static void close(PiWriter to, int descriptor) {
        json(to, "{\"fd\":" + descriptor + '}');
    }

    private static void json(PiWriter to, String text) {
        json(to, text.getBytes(StandardCharsets.US_ASCII));
    }

    static void json(PiWriter to, byte[] json) {
        to.raw(ascii("<BinBytesBuf_PI><buflen>")).number(json.length).raw(ascii("</buflen><buf>"))
                .raw(Base64.getEncoder().encode(json)).raw(ascii("</buf></BinBytesBuf_PI>"));
    }

    static PiWriter collection(PiWriter to, String path) {
        return to.raw(COLLECTION).text(path).raw(COLLECTION_REST);
    }

    static PiWriter object(PiWriter to, String path, int mode, int flags, long size, int operation) {
        return to.raw(OBJECT).text(path).raw(OBJECT_MODE).number(mode).raw(OBJECT_FLAGS).number(flags).raw(OBJECT_SIZE)
                .number(size).raw(OBJECT_OPERATION).number(operation).raw(OBJECT_KEYS);
    }

    private static PiWriter resource(PiWriter to, Optional<String> resource) {
        resource.ifPresent(name -> value(to, name));
        return to;
    }

    static PiWriter value(PiWriter to, String value) {
        return to.raw(VALUE).text(value).raw(VALUE_END);
    }

    /** The catalog keeps times as text of eleven digits and compares them as text. */
    private static PiWriter time(PiWriter to, long seconds) {
        return to.raw(VALUE).number(seconds, TIME_DIGITS).raw(VALUE_END);
    }

    /** Keys with their values, in the order of the map. */
    static PiWriter pairs(PiWriter to, Map<String, String> pairs) {
        to.raw(pairs.isEmpty() ? NO_KEYS : keys(pairs.keySet().toArray(String[]::new)));
        pairs.values().forEach(value -> value(to, value));
        return to.raw(KEYS_END);
    }

    private static byte[] keys(String... names) {
        StringBuilder keys = new StringBuilder("<KeyValPair_PI><ssLen>").append(names.length).append("</ssLen>");
        for (String name : names) {
            keys.append("<keyWord>").append(name).append("</keyWord>");
        }
        return ascii(keys.toString());
    }
}
