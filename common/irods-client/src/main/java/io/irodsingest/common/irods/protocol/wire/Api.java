package io.irodsingest.common.irods.protocol.wire;

import java.util.Map;
import java.util.Set;

/** API numbers of the iRODS protocol that are used here. Source: apiNumberData.h of the server, tag 5.0.2, and
 * apiNumber.h of 4.2.8. */
public final class Api {
    /** Stands for making a connection; no API number. */
    public static final int CONNECT = 0;
    public static final int DATA_OBJ_OPEN = 602;
    public static final int DATA_OBJ_PUT = 606;
    public static final int DATA_OBJ_UNLINK = 615;
    public static final int MOD_DATA_OBJ_META = 622;
    public static final int DATA_OBJ_RENAME = 627;
    public static final int DATA_OBJ_CHKSUM = 629;
    public static final int PHY_PATH_REG = 630;
    public static final int DATA_OBJ_TRIM = 632;
    public static final int OBJ_STAT = 633;
    public static final int STRUCT_FILE_EXT_AND_REG = 665;
    public static final int DATA_OBJ_CLOSE = 673;
    public static final int DATA_OBJ_LSEEK = 674;
    public static final int DATA_OBJ_WRITE = 676;
    public static final int RM_COLL = 679;
    public static final int COLL_CREATE = 681;
    public static final int DATA_OBJ_REPL = 695;
    public static final int GEN_QUERY = 702;
    public static final int AUTH_REQUEST = 703;
    public static final int AUTH_RESPONSE = 704;
    public static final int MOD_AVU_METADATA = 706;
    public static final int MOD_ACCESS_CONTROL = 707;
    public static final int SSL_START = 1100;
    public static final int AUTH_PLUG_REQ = 1201;
    public static final int GEN_QUERY_2 = 10221;
    public static final int REPLICA_OPEN = 20003;
    public static final int REPLICA_CLOSE = 20004;
    public static final int TOUCH = 20007;
    public static final int REGISTER_PHYSICAL_PATH = 20008;
    public static final int AUTHENTICATE = 110000;

    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(CONNECT, "CONNECT"),
            Map.entry(DATA_OBJ_OPEN, "DATA_OBJ_OPEN"),
            Map.entry(DATA_OBJ_PUT, "DATA_OBJ_PUT"),
            Map.entry(DATA_OBJ_UNLINK, "DATA_OBJ_UNLINK"),
            Map.entry(MOD_DATA_OBJ_META, "MOD_DATA_OBJ_META"),
            Map.entry(DATA_OBJ_RENAME, "DATA_OBJ_RENAME"),
            Map.entry(DATA_OBJ_CHKSUM, "DATA_OBJ_CHKSUM"),
            Map.entry(PHY_PATH_REG, "PHY_PATH_REG"),
            Map.entry(DATA_OBJ_TRIM, "DATA_OBJ_TRIM"),
            Map.entry(OBJ_STAT, "OBJ_STAT"),
            Map.entry(STRUCT_FILE_EXT_AND_REG, "STRUCT_FILE_EXT_AND_REG"),
            Map.entry(DATA_OBJ_CLOSE, "DATA_OBJ_CLOSE"),
            Map.entry(DATA_OBJ_LSEEK, "DATA_OBJ_LSEEK"),
            Map.entry(DATA_OBJ_WRITE, "DATA_OBJ_WRITE"),
            Map.entry(RM_COLL, "RM_COLL"),
            Map.entry(COLL_CREATE, "COLL_CREATE"),
            Map.entry(DATA_OBJ_REPL, "DATA_OBJ_REPL"),
            Map.entry(GEN_QUERY, "GEN_QUERY"),
            Map.entry(AUTH_REQUEST, "AUTH_REQUEST"),
            Map.entry(AUTH_RESPONSE, "AUTH_RESPONSE"),
            Map.entry(MOD_AVU_METADATA, "MOD_AVU_METADATA"),
            Map.entry(MOD_ACCESS_CONTROL, "MOD_ACCESS_CONTROL"),
            Map.entry(SSL_START, "SSL_START"),
            Map.entry(AUTH_PLUG_REQ, "AUTH_PLUG_REQ"),
            Map.entry(GEN_QUERY_2, "GEN_QUERY_2"),
            Map.entry(REPLICA_OPEN, "REPLICA_OPEN"),
            Map.entry(REPLICA_CLOSE, "REPLICA_CLOSE"),
            Map.entry(TOUCH, "TOUCH"),
            Map.entry(REGISTER_PHYSICAL_PATH, "REGISTER_PHYSICAL_PATH"),
            Map.entry(AUTHENTICATE, "AUTHENTICATE"));

    /** What takes as long as the server needs to read, or to copy, a whole file of any size, or to go through a whole tree. */
    private static final Set<Integer> AS_LONG_AS_A_FILE = Set.of(DATA_OBJ_CHKSUM, DATA_OBJ_CLOSE, REPLICA_CLOSE,
            DATA_OBJ_REPL, RM_COLL, MOD_ACCESS_CONTROL, DATA_OBJ_RENAME, STRUCT_FILE_EXT_AND_REG);

    private Api() {}

    /** Whether no time is too long for an answer: a file may have terabytes, and closing it may replicate it. */
    public static boolean takesAnyTime(int api) {
        return AS_LONG_AS_A_FILE.contains(api);
    }

    /** As it is called here; of one that is not, the number. */
    public static String name(int api) {
        return NAMES.getOrDefault(api, Integer.toString(api));
    }
}
