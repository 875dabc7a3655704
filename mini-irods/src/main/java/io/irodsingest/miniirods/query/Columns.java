package io.irodsingest.miniirods.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that can be asked for. Numbers are those of GenQuery1 ({@code rodsGenQuery.h}), names those of GenQuery2, tables
 * and columns those of the iRODS 5.0.2 catalog. A "-" says that the other language does not have it. 408 is the resource group
 * of servers before 4.1, which newer ones answer with the resource.
 */
final class Columns {
    private static final String TABLE = """
            101 ZONE_ID ZONE zone_id int
            102 ZONE_NAME ZONE zone_name text
            103 ZONE_TYPE ZONE zone_type_name text
            104 ZONE_CONNECTION ZONE zone_conn_string text
            105 ZONE_COMMENT ZONE r_comment text
            106 ZONE_CREATE_TIME ZONE create_ts text
            107 ZONE_MODIFY_TIME ZONE modify_ts text
            201 USER_ID USER user_id int
            202 USER_NAME USER user_name text
            203 USER_TYPE USER user_type_name text
            204 USER_ZONE USER zone_name text
            205 USER_DN_INVALID USER r_comment text
            206 USER_INFO USER user_info text
            207 USER_COMMENT USER r_comment text
            208 USER_CREATE_TIME USER create_ts text
            209 USER_MODIFY_TIME USER modify_ts text
            301 RESC_ID RESC resc_id int
            302 RESC_NAME RESC resc_name text
            303 RESC_ZONE_NAME RESC zone_name text
            304 RESC_TYPE_NAME RESC resc_type_name text
            305 RESC_CLASS_NAME RESC resc_class_name text
            306 RESC_HOSTNAME RESC resc_net text
            307 RESC_VAULT_PATH RESC resc_def_path text
            308 RESC_FREE_SPACE RESC free_space text
            309 RESC_INFO RESC resc_info text
            310 RESC_COMMENT RESC r_comment text
            311 RESC_CREATE_TIME RESC create_ts text
            312 RESC_MODIFY_TIME RESC modify_ts text
            313 RESC_STATUS RESC resc_status text
            314 RESC_FREE_SPACE_TIME RESC free_space_ts text
            315 RESC_CHILDREN RESC resc_children text
            316 RESC_CONTEXT RESC resc_context text
            317 RESC_PARENT_ID RESC resc_parent text
            318 RESC_PARENT_CONTEXT RESC resc_parent_context text
            401 DATA_ID DATA data_id int
            402 DATA_COLL_ID DATA coll_id int
            403 DATA_NAME DATA data_name text
            404 DATA_REPL_NUM DATA data_repl_num int
            405 DATA_VERSION DATA data_version text
            406 DATA_TYPE_NAME DATA data_type_name text
            407 DATA_SIZE DATA data_size int
            408 - RESC resc_name text
            409 - RESC resc_name text
            410 DATA_PATH DATA data_path text
            411 - DATA data_owner_name text
            412 - DATA data_owner_zone text
            413 DATA_REPL_STATUS DATA data_is_dirty int
            414 DATA_STATUS DATA data_status text
            415 DATA_CHECKSUM DATA data_checksum text
            416 DATA_EXPIRY DATA data_expiry_ts text
            417 DATA_MAP_ID DATA data_map_id int
            418 DATA_COMMENTS DATA r_comment text
            419 DATA_CREATE_TIME DATA create_ts text
            420 DATA_MODIFY_TIME DATA modify_ts text
            421 DATA_MODE DATA data_mode text
            422 - DATA resc_hier text
            423 DATA_RESC_ID DATA resc_id int
            424 DATA_ACCESS_TIME DATA access_ts text
            - DATA_RESC_HIER HIERARCHY hier text
            500 COLL_ID COLL coll_id int
            501 COLL_NAME COLL coll_name text
            502 COLL_PARENT_NAME COLL parent_coll_name text
            503 - COLL coll_owner_name text
            504 - COLL coll_owner_zone text
            505 COLL_MAP_ID COLL coll_map_id int
            506 COLL_INHERITANCE COLL coll_inheritance text
            507 COLL_COMMENTS COLL r_comment text
            508 COLL_CREATE_TIME COLL create_ts text
            509 COLL_MODIFY_TIME COLL modify_ts text
            510 COLL_TYPE COLL coll_type text
            511 COLL_INFO1 COLL coll_info1 text
            512 COLL_INFO2 COLL coll_info2 text
            600 META_DATA_ATTR_NAME DATA_META meta_attr_name text
            601 META_DATA_ATTR_VALUE DATA_META meta_attr_value text
            602 META_DATA_ATTR_UNITS DATA_META meta_attr_unit text
            603 META_DATA_ATTR_ID DATA_META meta_id int
            604 META_DATA_CREATE_TIME DATA_META create_ts text
            605 META_DATA_MODIFY_TIME DATA_META modify_ts text
            610 META_COLL_ATTR_NAME COLL_META meta_attr_name text
            611 META_COLL_ATTR_VALUE COLL_META meta_attr_value text
            612 META_COLL_ATTR_UNITS COLL_META meta_attr_unit text
            613 META_COLL_ATTR_ID COLL_META meta_id int
            614 META_COLL_CREATE_TIME COLL_META create_ts text
            615 META_COLL_MODIFY_TIME COLL_META modify_ts text
            630 META_RESC_ATTR_NAME RESC_META meta_attr_name text
            631 META_RESC_ATTR_VALUE RESC_META meta_attr_value text
            632 META_RESC_ATTR_UNITS RESC_META meta_attr_unit text
            633 META_RESC_ATTR_ID RESC_META meta_id int
            634 META_RESC_CREATE_TIME RESC_META create_ts text
            635 META_RESC_MODIFY_TIME RESC_META modify_ts text
            640 META_USER_ATTR_NAME USER_META meta_attr_name text
            641 META_USER_ATTR_VALUE USER_META meta_attr_value text
            642 META_USER_ATTR_UNITS USER_META meta_attr_unit text
            643 META_USER_ATTR_ID USER_META meta_id int
            644 META_USER_CREATE_TIME USER_META create_ts text
            645 META_USER_MODIFY_TIME USER_META modify_ts text
            700 DATA_ACCESS_PERM_ID DATA_ACCESS access_type_id int
            701 DATA_ACCESS_PERM_NAME DATA_ACCESS access_name text
            702 - DATA_ACCESS access_namespace text
            703 DATA_ACCESS_USER_ID DATA_ACCESS user_id int
            704 - DATA_ACCESS object_id int
            710 COLL_ACCESS_PERM_ID COLL_ACCESS access_type_id int
            711 COLL_ACCESS_PERM_NAME COLL_ACCESS access_name text
            712 - COLL_ACCESS access_namespace text
            713 COLL_ACCESS_USER_ID COLL_ACCESS user_id int
            714 - COLL_ACCESS object_id int
            720 - RESC_ACCESS access_type_id int
            721 - RESC_ACCESS access_name text
            722 - RESC_ACCESS access_namespace text
            723 - RESC_ACCESS user_id int
            724 - RESC_ACCESS object_id int
            900 GROUP_ID USER_GROUP group_user_id int
            - GROUP_MEMBER_ID USER_GROUP user_id int
            901 - GROUP user_name text
            1300 COLL_ACCESS_USER_NAME COLL_ACCESS_USER user_name text
            1301 COLL_ACCESS_USER_ZONE COLL_ACCESS_USER zone_name text
            1310 DATA_ACCESS_USER_NAME DATA_ACCESS_USER user_name text
            1311 DATA_ACCESS_USER_ZONE DATA_ACCESS_USER zone_name text
            1320 - RESC_ACCESS_USER user_name text
            1321 - RESC_ACCESS_USER zone_name text
            1600 - USER_AUTH user_id int
            1601 - USER_AUTH user_auth_name text
            """;

    private static final Map<Integer, Column> BY_NUMBER = new HashMap<>();
    private static final Map<String, Column> BY_NAME = new HashMap<>();

    static {
        TABLE.lines().map(line -> line.split(" ")).forEach(Columns::add);
    }

    private Columns() {}

    private static void add(String[] line) {
        Column column = Column.of(Table.valueOf(line[2]), line[3], line[4].equals("int"));
        if (!line[0].equals("-")) {
            BY_NUMBER.put(Integer.valueOf(line[0]), column);
        }
        if (!line[1].equals("-")) {
            BY_NAME.put(line[1], column);
        }
    }

    static Optional<Column> numbered(int number) {
        return Optional.ofNullable(BY_NUMBER.get(number));
    }

    static Optional<Column> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
