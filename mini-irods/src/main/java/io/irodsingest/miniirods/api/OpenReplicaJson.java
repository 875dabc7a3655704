package io.irodsingest.miniirods.api;

import io.irodsingest.miniirods.request.Json;
import io.irodsingest.miniirods.request.Request;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.irodsingest.miniirods.api.OpenReplica.Opened;
import io.irodsingest.miniirods.catalog.Paths;
import io.irodsingest.miniirods.catalog.Replica;
import io.irodsingest.miniirods.wire.PiNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer to {@code replica_open}: the server's description of the descriptor. Clients read the token in it. */
final class OpenReplicaJson {
    private static final int OPEN_CREATED = 1;
    private static final int OPEN_FOR_READING = 2;
    private static final int OPEN_FOR_WRITING = 3;

    private OpenReplicaJson() {}

    static String of(Opened opened, Request request) throws JsonProcessingException {
        long size = opened.created() ? 0 : -1;
        Map<String, String> conditions = conditions(opened, request);
        ObjectNode json = Json.object()
                .put("bytes_written", -1)
                .put("checksum", "")
                .put("checksum_flag", 0)
                .put("copies_needed", 0);
        json.set("data_object_info", info(opened, request, conditions));
        json.set("data_object_input", input(request.message(), conditions, size));
        json.put("data_object_input_replica_flag", 1)
                .put("data_size", size)
                .put("in_pdmo", "")
                .put("in_use", true)
                .put("l3descInx", opened.descriptor())
                .put("lock_file_descriptor", 0)
                .put("open_type", opened.created()
                        ? OPEN_CREATED
                        : opened.forWriting() ? OPEN_FOR_WRITING : OPEN_FOR_READING)
                .put("operation_status", 0)
                .put("operation_type", 0)
                .putNull("other_data_object_info")
                .putNull("plugin_data")
                .put("purge_cache_flag", 0)
                .put("remote_l1_descriptor_index", 0)
                .putNull("remote_zone_host")
                .put("replica_status", opened.replica().status())
                .put("replica_token", opened.token())
                .putNull("replication_data_object_info")
                .put("source_l1_descriptor_index", 0)
                .put("stage_flag", 0);
        return Json.of(json);
    }

    /** The request's conditions and those that the real server adds on its way. */
    private static Map<String, String> conditions(Opened opened, Request request) {
        Map<String, String> conditions = new LinkedHashMap<>(request.conditions().values());
        conditions.put("resc_hier", opened.replica().hierarchy());
        conditions.put("selected_hierarchy", opened.replica().hierarchy());
        if (opened.created()) {
            conditions.put("selObjType", "dataObj");
            conditions.put("openType", "1");
            conditions.put("registerAsIntermediate", "");
            conditions.put("filePath", opened.replica().path());
            conditions.put("dataSize", "0");
        }
        return conditions;
    }

    private static ObjectNode info(Opened opened, Request request, Map<String, String> conditions) {
        Replica replica = opened.replica();
        ObjectNode json = Json.object()
                .put("checksum", replica.checksum())
                .put("collection_id", replica.collId());
        json.set("condition_input", pairs(opened.created() ? Map.of() : conditions));
        String hierarchy = replica.hierarchy();
        return json.put("data_access", "")
                .put("data_access_index", 0)
                .put("data_comments", replica.comment())
                .put("data_create", replica.created())
                .put("data_expiry", "00000000000")
                .put("data_id", replica.dataId())
                .put("data_map_id", 0)
                .put("data_mode", replica.object().mode())
                .put("data_modify", replica.modified())
                .put("data_owner_name", replica.object().ownerName())
                .put("data_owner_zone", replica.object().ownerZone())
                .put("data_size", replica.size())
                .put("data_type", replica.object().type())
                .put("destination_resource_name", "")
                .put("file_path", replica.path())
                .put("flags", 0)
                .put("in_pdmo", "")
                .put("is_replica_current", replica.status() == Replica.GOOD)
                .putNull("next")
                .put("object_path", Paths.normal(request.message().text("objPath")))
                .put("other_flags", 0)
                .put("registering_user_id", 0)
                .put("replica_number", replica.number())
                .put("replica_status", replica.status())
                .put("resource_hierarchy", hierarchy)
                .put("resource_id", replica.resource())
                .put("resource_name", hierarchy.substring(hierarchy.lastIndexOf(';') + 1))
                .putNull("special_collection")
                .put("status_string", "")
                .put("sub_path", "")
                .put("version", "")
                .put("write_flag", opened.forWriting() && !opened.created() ? 1 : 0);
    }

    private static ObjectNode input(PiNode message, Map<String, String> conditions, long size) {
        ObjectNode json = Json.object();
        json.set("condition_input", pairs(conditions));
        return json.put("create_mode", message.number("createMode", 0))
                .put("data_size", size)
                .put("number_of_threads", message.number("numThreads", 0))
                .put("object_path", Paths.normal(message.text("objPath")))
                .put("offset", message.longNumber("offset", 0))
                .put("open_flags", message.number("openFlags", 0))
                .put("operation_type", message.number("oprType", 0))
                .putNull("special_collection");
    }

    private static ArrayNode pairs(Map<String, String> conditions) {
        ArrayNode pairs = Json.object().arrayNode();
        conditions.forEach((key, value) -> pairs.addObject().put("key", key).put("value", value));
        return pairs;
    }
}
