package io.irodsingest.common.irods.irods4j;

/** API numbers of the iRODS protocol that are used here. Source: apiNumberData.h of the server, tag 5.0.2. */
final class Api {
    /** Counts connections; no API number. */
    static final int CONNECT = 0;
    static final int DATA_OBJ_PUT = 606;
    static final int DATA_OBJ_UNLINK = 615;
    static final int MOD_DATA_OBJ_META = 622;
    static final int DATA_OBJ_CHKSUM = 629;
    static final int OBJ_STAT = 633;
    static final int DATA_OBJ_LSEEK = 674;
    static final int DATA_OBJ_WRITE = 676;
    static final int RM_COLL = 679;
    static final int COLL_CREATE = 681;
    static final int GEN_QUERY = 702;
    static final int MOD_AVU_METADATA = 706;
    static final int GEN_QUERY_2 = 10221;
    static final int REPLICA_OPEN = 20003;
    static final int REPLICA_CLOSE = 20004;
    static final int REGISTER_PHYSICAL_PATH = 20008;
    static final int AUTHENTICATE = 110000;

    private Api() {}
}
