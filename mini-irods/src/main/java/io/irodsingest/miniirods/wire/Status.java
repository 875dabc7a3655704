package io.irodsingest.miniirods.wire;

/** Statuses of iRODS 5.0.2 (its {@code rodsErrorTable.h}) that this server answers. */
public final class Status {
    public static final int SYS_UNMATCHED_API_NUM = -12000;
    public static final int SYS_NO_API_PRIV = -13000;
    public static final int SYS_OUT_OF_FILE_DESC = -18000;
    public static final int SYS_FILE_DESC_OUT_OF_RANGE = -19000;
    public static final int SYS_PROXYUSER_NO_PRIV = -39000;
    public static final int SYS_COPY_ALREADY_IN_RESC = -46000;
    public static final int SYS_PATH_IS_NOT_A_FILE = -52000;
    public static final int SYS_NOT_SUPPORTED = -66000;
    public static final int SYS_RESC_DOES_NOT_EXIST = -78000;
    public static final int SYS_DIR_IN_VAULT_NOT_EMPTY = -82000;
    public static final int SYS_CROSS_ZONE_MV_NOT_SUPPORTED = -109000;
    public static final int SYS_USER_NO_PERMISSION = -121000;
    public static final int PATH_REG_NOT_ALLOWED = -129000;
    public static final int SYS_INVALID_INPUT_PARAM = -130000;
    public static final int SYS_INTERNAL_ERR = -154000;
    public static final int SYS_REPLICA_DOES_NOT_EXIST = -164000;
    public static final int SYS_NO_GOOD_REPLICA = -166000;
    public static final int SYS_REPLICA_INACCESSIBLE = -168000;
    public static final int SYS_NOT_ALLOWED = -169000;
    public static final int USER_PACKSTRUCT_INPUT_ERR = -308000;
    public static final int USER_FILE_DOES_NOT_EXIST = -310000;
    public static final int OVERWRITE_WITHOUT_FORCE_FLAG = -312000;
    public static final int UNMATCHED_KEY_OR_INDEX = -313000;
    public static final int USER_CHKSUM_MISMATCH = -314000;
    public static final int USER_BAD_KEYWORD_ERR = -315000;
    public static final int USER_INPUT_PATH_ERR = -317000;
    public static final int SAME_SRC_DEST_PATHS_ERR = -339000;
    public static final int CANT_RM_NON_EMPTY_HOME_COLL = -354000;
    public static final int OBJ_PATH_DOES_NOT_EXIST = -358000;
    public static final int USER_FILE_SIZE_MISMATCH = -401000;
    public static final int USER_INCOMPATIBLE_PARAMS = -402000;
    public static final int USER_INCOMPATIBLE_OPEN_FLAGS = -404000;
    public static final int LOCKED_DATA_OBJECT_ACCESS = -406000;
    public static final int CHECK_VERIFICATION_RESULTS = -407000;
    public static final int UNIX_FILE_OPEN_ERR = -510000;
    public static final int UNIX_FILE_CREATE_ERR = -511000;
    public static final int UNIX_FILE_READ_ERR = -512000;
    public static final int UNIX_FILE_WRITE_ERR = -513000;
    public static final int UNIX_FILE_UNLINK_ERR = -515000;
    public static final int UNIX_FILE_STAT_ERR = -516000;
    public static final int UNIX_FILE_RENAME_ERR = -528000;
    public static final int CAT_SQL_ERR = -806000;
    public static final int CAT_NO_ROWS_FOUND = -808000;
    public static final int CATALOG_ALREADY_HAS_ITEM_BY_THAT_NAME = -809000;
    public static final int CAT_INVALID_RESOURCE_TYPE = -810000;
    public static final int CAT_UNKNOWN_COLLECTION = -814000;
    public static final int CAT_INVALID_ARGUMENT = -816000;
    public static final int CAT_UNKNOWN_FILE = -817000;
    public static final int CAT_NO_ACCESS_PERMISSION = -818000;
    public static final int CAT_SUCCESS_BUT_WITH_NO_INFO = -819000;
    public static final int CAT_INVALID_USER_TYPE = -820000;
    public static final int CAT_COLLECTION_NOT_EMPTY = -821000;
    public static final int CAT_INVALID_AUTHENTICATION = -826000;
    public static final int CAT_INVALID_USER = -827000;
    public static final int CAT_INVALID_GROUP = -829000;
    public static final int CAT_INSUFFICIENT_PRIVILEGE_LEVEL = -830000;
    public static final int CAT_INVALID_CLIENT_USER = -832000;
    public static final int CAT_NAME_EXISTS_AS_COLLECTION = -833000;
    public static final int CAT_NAME_EXISTS_AS_DATAOBJ = -834000;
    public static final int CAT_RESOURCE_NOT_EMPTY = -835000;
    public static final int CAT_NOT_A_DATAOBJ_AND_NOT_A_COLLECTION = -836000;
    public static final int CAT_RECURSIVE_MOVE = -837000;
    public static final int CAT_UNKNOWN_RESOURCE = -852000;
    public static final int CAT_UNKNOWN_SPECIFIC_QUERY = -853000;
    public static final int CAT_NO_CHECKSUM_FOR_REPLICA = -862000;
    public static final int HIERARCHY_ERROR = -1803000;
    public static final int CHILD_NOT_FOUND = -1804000;
    public static final int INVALID_OPERATION = -1811000;
    public static final int CHILD_HAS_PARENT = -1812000;
    public static final int DIRECT_CHILD_ACCESS = -1816000;
    public static final int REPLICA_NOT_IN_RESC = -1821000;
    public static final int USER_NOT_IN_GROUP = -1830000;

    /** Reply that carries progress; the client answers it with {@link #COLLECTION_PROGRESS_SEEN}. */
    public static final int COLLECTION_PROGRESS = 99999996;
    public static final int COLLECTION_PROGRESS_SEEN = 99999997;

    private Status() {}
}
